using System;
using System.Collections.Generic;
using System.Diagnostics;
using Python.Runtime;

namespace TorchSharpPy.Bench
{
    /// <summary>Python's torch.jit called from C# through pythonnet: what a C# program does without this project.</summary>
    internal sealed class PythonNetCalls
    {
        private readonly PyObject module;
        private readonly PyObject x;
        private readonly PyObject y;

        /// <summary>Starts the Python that PYTHONNET_PYDLL and PYTHONNET_PYEXE name.</summary>
        internal PythonNetCalls(string path)
        {
            PythonEngine.Initialize();
            PythonEngine.BeginAllowThreads();
            using (Py.GIL())
            {
                dynamic torch = Py.Import("torch");
                torch.set_grad_enabled(false);
                module = torch.jit.load(path);
                x = torch.full(new PyTuple(new PyObject[] { new PyInt(10) }), 1.5);
                y = torch.full(new PyTuple(new PyObject[] { new PyInt(10) }), 2.5);
            }
        }

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            cases["pythonnet_invoke"] = Invoke;
            cases["pythonnet_dynamic"] = Dynamic;
            cases["pythonnet_undisposed"] = DynamicUndisposed;
        }

        private double Invoke(long count) => Time(count, () => module.Invoke(x, y).Dispose());

        private double Dynamic(long count)
        {
            dynamic callable = module;
            return Time(count, () => ((PyObject)callable(x, y)).Dispose());
        }

        /// <summary>The usual way to write it: few think of disposing what a dynamic call returns.</summary>
        private double DynamicUndisposed(long count)
        {
            dynamic callable = module;
            return Time(count, () => callable(x, y));
        }

        /// <summary>Takes Python's lock for each call, as a program must that calls now and then.</summary>
        private static double Time(long count, Action call)
        {
            long start = Stopwatch.GetTimestamp();
            for (long i = 0; i < count; i++)
            {
                using (Py.GIL())
                {
                    call();
                }
            }
            return Worker.NanosecondsSince(start) / count;
        }
    }
}
