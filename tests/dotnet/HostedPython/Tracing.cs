using System;
using System.Collections.Generic;
using System.Linq;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>Modules traced from C#, with the report and the warnings of the tracer.</summary>
    internal static class Tracing
    {
        private const string Source = @"
import torch

def loop(x):
    result = x[0]
    for i in range(x.size(0)):
        result = result * x[i]
    return result

def branch(x):
    return x if x.sum() > 0 else -x

def noisy(x):
    return x + torch.tensor(float(torch.rand(1)))

def fails(x):
    raise KeyError('deliberate')

class Both(torch.nn.Module):
    def __init__(self, encoder=None):
        super().__init__()
        self.layer = torch.nn.Linear(3, 3)
        self.encoder = encoder

    def forward(self, x, mask=None):
        y = self.layer(x)
        return y if mask is None else y * mask

    def encode(self, x, y):
        return self.encoder(x) + y
";

        internal static void ModulesAndFunctions()
        {
            using Tensor x = torch.rand(3);
            using Tensor mask = torch.zeros(3);
            using PythonObject both = torch.jit.Build(Source, "Both");
            using Tensor expected = both.invoke<Tensor>("forward", x);
            using var traced = torch.jit.trace<Tensor, Tensor>(both, x);
            using Tensor y = traced.forward(x);
            Program.Check(torch.equal(y, expected), "the trace computes what the module does");
            using var masked = torch.jit.trace<Tensor, Tensor, Tensor>(both, x, new { mask });
            using Tensor zero = masked.forward(x, mask);
            Program.Check(torch.equal(zero, mask), "an input by name");
            using var relu = torch.jit.trace<Tensor, Tensor>("torch.nn.functional:relu", x);
            using Tensor positive = relu.forward(x);
            Program.Check(torch.equal(positive, x), "a path to a function");
            using (Py.GIL())
            {
                using PyObject function = both.Instance.GetAttr("forward");
                using var bound = torch.jit.trace<Tensor, Tensor>(function, new TraceOptions { check_trace = false }, x);
                using Tensor again = bound.forward(x);
                Program.Check(torch.equal(again, expected), "a Python object");
            }
            Scripting.Throws<TorchTypeException>(() => torch.jit.trace("torch:float32", x), "got dtype");
            var error = Scripting.Throws<PythonException>(() => torch.jit.trace(torch.jit.Build(Source, "fails"), x), "deliberate");
            Program.Check(error.Type.Name == "KeyError", "errors of the traced code are Python's");
        }

        internal static void SeveralMethods()
        {
            using Tensor x = torch.rand(3);
            using var encoder = torch.jit.script("torch.nn:Linear", 3, 3);
            using PythonObject both = torch.jit.Build(Source, "Both", encoder);
            using var traced = torch.jit.trace_module(both, new { forward = x, encode = new object[] { x, x } });
            using Tensor expected = both.invoke<Tensor>("encode", x, x);
            using Tensor y = traced.invoke<Tensor>("encode", x, x);
            Program.Check(torch.equal(y, expected), "a module of C# inside one of Python, traced");
            using var forward = traced.invoke<Tensor>("forward", x);
            var inputs = new Dictionary<string, object?> { ["forward"] = x };
            using var dictionary = torch.jit.trace_module(both, inputs, new TraceOptions { check_inputs = new[] { inputs } });
            Program.Check(dictionary.Methods.SequenceEqual(new[] { "forward" }), "one method");
            Scripting.Throws<TorchTypeException>(() => torch.jit.trace_module(both, new { other = x }), "no method other");
            Scripting.Throws<TorchTypeException>(() => torch.jit.trace_module(both, x), "by the name of each method");
            Scripting.Throws<TorchTypeException>(
                () => torch.jit.trace_module("torch.nn.functional:relu", new { forward = x }), "expected a torch.nn.Module");
        }

        internal static void ReportsOfTheCheck()
        {
            using Tensor x = torch.rand(3, 4);
            using Tensor longer = torch.rand(5, 4);
            using PythonObject loop = torch.jit.Build(Source, "loop");
            var warnings = new List<TracerWarning>();
            var options = new TraceOptions { check_inputs = new object[] { new object[] { longer }, x }, OnWarning = warnings.Add };
            var differs = Scripting.Throws<TracingCheckException>(
                () => torch.jit.trace(loop, options, x), "Graphs differed across invocations");
            Program.Check(differs.GraphDifference.Contains("aten::mul") && differs.Comparison.Length == 0, differs.Report);
            Program.Check(warnings.Any(one => one.Message.Contains("does not match")), "warnings come before the error");
            options.check_trace = false;
            using var unchecked_ = torch.jit.trace<Tensor, Tensor>(loop, options, x);
            var constant = Scripting.Throws<TracingCheckException>(
                () => torch.jit.trace(torch.jit.Build(Source, "noisy"), new TraceOptions { OnWarning = warnings.Add }, x),
                "Constant nodes differed");
            Program.Check(constant.Comparison.Contains("Comparison exception"), constant.Report);
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Set("trace", new Func<torch.jit.ScriptModule>(() => throw differs));
                python.Exec(@"
import torchsharp_py
try:
    trace()
except torchsharp_py.TracingCheckError as error:
    assert 'aten::mul' in error.graph_diff
else:
    raise AssertionError('nothing was raised')
");
            }
        }

        internal static void Warnings()
        {
            using Tensor x = torch.ones(3);
            using PythonObject branch = torch.jit.Build(Source, "branch");
            var warnings = new List<TracerWarning>();
            for (int i = 0; i < 2; i++)
            {
                warnings.Clear();
                using var traced = torch.jit.trace<Tensor, Tensor>(branch, new TraceOptions { OnWarning = warnings.Add }, x);
                Program.Check(warnings.Count > 0, "each trace reports its warnings");
                Program.Check(warnings[0].Message.Contains("Python boolean") && warnings[0].Line == 11, warnings[0].ToString());
            }
            using var printed = torch.jit.trace(branch, x); // to the standard error stream
        }

        internal static void Mixed()
        {
            using Tensor x = torch.rand(3);
            using var encoder = torch.jit.trace<Tensor, Tensor>(torch.jit.Build("torch.nn:Linear", 3, 3), x);
            const string beam = @"
import torch

class Beam(torch.nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, x, steps: int):
        for _ in range(steps):
            x = self.encoder(x)
        return x
";
            using var scripted = torch.jit.script<Tensor, long, Tensor>(beam, "Beam", encoder);
            using Tensor once = encoder.forward(x);
            using Tensor twice = encoder.forward(once);
            using Tensor y = scripted.forward(x, 2);
            Program.Check(torch.equal(y, twice), "a scripted module calls a traced one of C#");
            const string around = @"
def make(scripted):
    def around(x):
        return scripted(x, 2) * 2
    return around
";
            using PythonObject function = torch.jit.Build(around, "make", scripted);
            using var traced = torch.jit.trace<Tensor, Tensor>(function, x);
            using Tensor doubled = twice * 2;
            using Tensor z = traced.forward(x);
            Program.Check(torch.equal(z, doubled), "a traced function calls a scripted module of C#");
            Program.Check(traced.invoke<Tensor>("forward", y).shape[0] == 3, "and again");
        }
    }
}
