using System;
using System.IO;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace Exiting
{
    /// <summary>Work with Python in the process.</summary>
    internal static class PythonWork
    {
        private const string Source = @"
import torch
from torchsharp_py import jit

unit = jit.compile('''
def twice(x):
    return x + x
''')

def call(x):
    return unit.twice(x)
";

        private static PyObject? call;

        /// <summary>Imports what the work needs.</summary>
        internal static void Prepare()
        {
            using (Py.GIL())
            {
                PyModule python = Py.CreateScope();
                python.Exec(Source);
                call = python.Get("call");
            }
        }

        /// <summary>Tensors that both languages know go back and forth.</summary>
        internal static void Bridge(Action begun)
        {
            Work.Repeat(begun, () =>
            {
                Tensor x = ones(10);
                using (Py.GIL())
                {
                    using PyObject shown = x.ToPython();
                    using Tensor back = shown.As<Tensor>();
                }
                x.Dispose();
            });
        }

        /// <summary>C# calls a Python function that calls a model.</summary>
        internal static void Calls(Action begun)
        {
            Tensor x = ones(10);
            Work.Repeat(begun, () =>
            {
                using (Py.GIL())
                {
                    using PyObject shown = x.ToPython();
                    using PyObject result = call!.Invoke(shown);
                    using Tensor back = result.As<Tensor>();
                }
            });
        }
    }
}
