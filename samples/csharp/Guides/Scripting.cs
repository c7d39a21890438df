using System;
using System.Collections.Generic;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Scripting
    {
        const string Source = @"
import torch

class Repeat(torch.nn.Module):
    def __init__(self, inner, limit: float = 100.0):
        super().__init__()
        self.inner = inner
        self.limit = limit

    def forward(self, x, times: int):
        for _ in range(times):
            if float(x.max()) < self.limit:
                x = self.inner(x)
        return x

def double(x):
    return x * 2 if x.sum() > 0 else x
";

        public static void Run()
        {
            // A path and constructor arguments. The first such call starts Python.
            using var relu6 = torch.jit.script<Tensor, Tensor>("torch.nn:Hardtanh", 0.0, 6.0);
            using Tensor x = torch.tensor(new[] { -1f, 3f, 9f });
            using Tensor y = relu6.forward(x);
            Console.WriteLine(string.Join(" ", y.data<float>().ToArray())); // 0 3 6

            // A trace records what runs for an input. A doubtful trace gives a warning.
            var warnings = new List<TracerWarning>();
            using PythonObject function = torch.jit.Build(Source, "double");
            using var traced = torch.jit.trace(function, new TraceOptions { OnWarning = warnings.Add }, x);
            Console.WriteLine(warnings[0].Message.Substring(0, 39)); // Converting a tensor to a Python boolean

            // Source text, the name of a class in it, and constructor arguments. One argument is a module.
            using var repeat = torch.jit.script<Tensor, long, Tensor>(Source, "Repeat", traced, new { limit = 10.0 });
            using Tensor ones = torch.ones(2);
            using Tensor z = repeat.forward(ones, 10);
            Console.WriteLine(string.Join(" ", z.data<float>().ToArray())); // 16 16
            Console.WriteLine(repeat.Schema("forward")); // forward(Tensor x, int times) -> Tensor

            try
            {
                torch.jit.script("def f(x):\n    return y", "f");
            }
            catch (ScriptCompileException error)
            {
                Console.WriteLine($"line {error.Line}, column {error.Column}"); // line 2, column 12
            }
        }
    }
}
