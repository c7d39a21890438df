using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace Demo
{
    /// <summary>One process: Python creates modules and inputs and C# calls them typed, and the other way round.</summary>
    internal static class BothDemo
    {
        private const string Preparation = @"
import torch
from torchsharp_py import jit

x = torch.arange(10) / 10
y = torch.ones(10) * -0.25
unit = jit.compile(open(source).read())
";

        internal static void Run(string model, string source, Report report)
        {
            PythonHost.Start();
            using var m = torch.jit.load<Tensor, Tensor, (Tensor, Tensor)>(model);
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Set("source", source);
                python.Exec(Preparation);
                using Tensor x = python.Get<Tensor>("x"); // a torch.Tensor, without a copy
                using Tensor y = python.Get<Tensor>("y");
                python.Set("m", m); // from here on both languages use it

                report.Time("forward(x, y)", () => m.forward(x, y));
                report.Time("predict(x)", () => python.Eval<Tensor>("m.predict(x)"));
                report.Time("add_scalar(x, 3)", () => python.Eval<Tensor>("m.add_scalar(x, i=3)"));
                report.Time("relu_script(x, y)", () => python.Eval<Tensor>("unit.relu_script(x, y)"));
                report.Time("add_i(x, 1)", () => python.Eval<Tensor>("unit.add_i(x, 1)"));
                report.Time("join(['a', 'b'])", () => Joined(python));
            }
        }

        private static (string, long) Joined(PyModule python)
        {
            using PyObject joined = python.Eval("unit.join(['a', 'b'])");
            return (joined[0].As<string>(), joined[1].As<long>());
        }
    }
}
