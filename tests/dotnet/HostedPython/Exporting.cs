using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>Programs exported from C#.</summary>
    internal static class Exporting
    {
        private const string Source = @"
import torch

class Net(torch.nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layer = torch.nn.Linear(8, width)

    def forward(self, batch, scale=1.0):
        return self.layer(batch['x']) * scale

def branch(x):
    return x if x.sum() > 0 else -x

def fails(x):
    raise KeyError('deliberate')
";

        internal static void ModulesAndFunctions()
        {
            using Tensor x = rand(3, 8);
            using PythonObject net = jit.Build(Source, "Net", 4);
            var batch = new System.Collections.Generic.Dictionary<string, Tensor> { ["x"] = x };
            using Tensor expected = net.invoke<Tensor>("forward", batch, 2.0);
            var options = new ExportOptions().Dynamic("batch.x", 0, "batch", min: 1, max: 16);
            using ExportedProgram program = export.Export(net, options, batch, new { scale = 2.0 });
            using var result = (Tensor)program.forward(new object[] { batch, 2.0 });
            Program.Check(allclose(result, expected), "the program computes what the module does");
            using Tensor more = rand(16, 8), tooMany = rand(17, 8);
            batch["x"] = more;
            using var wide = (Tensor)program.forward(new object[] { batch });
            Program.Check(wide.shape[0] == 16, "another batch");
            batch["x"] = tooMany;
            Scripting.Throws<TorchValueException>(() => program.forward(new object[] { batch }), "to 16");
            using ExportedProgram relu = export.Export("torch.nn.functional:relu", x);
            using Tensor positive = relu.run(x)[0];
            Program.Check(positive.equal(x), "a path to a function");
            using var scripted = jit.script("torch.nn:ReLU");
            using ExportedProgram converted = export.Export(scripted, x);
            using Tensor same = converted.run(x)[0];
            Program.Check(same.equal(x), "a TorchScript module");
        }

        internal static void Errors()
        {
            using Tensor x = rand(3, 8);
            using PythonObject branch = jit.Build(Source, "branch"), fails = jit.Build(Source, "fails");
            Scripting.Throws<ScriptCompileException>(() => export.Export(branch, x), "torch.export failed");
            Scripting.Throws<Python.Runtime.PythonException>(() => export.Export(fails, x), "deliberate");
            Scripting.Throws<TorchValueException>(() => export.Export("torch.nn:Liner", x), "Linear");
            Scripting.Throws<TorchValueException>(
                () => export.Export("torch.nn.functional:relu", new ExportOptions().Dynamic("y", 0), x), "input");
            Scripting.Throws<TorchValueException>(
                () => export.Export("torch.nn.functional:relu", new ExportOptions().Dynamic("input", 2), x), "from 0 to 1");
        }
    }
}
