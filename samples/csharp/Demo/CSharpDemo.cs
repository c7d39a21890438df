using System.IO;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Demo
{
    /// <summary>Loads the sample model and calls it typed, and compiles functions from source. No Python.</summary>
    internal static class CSharpDemo
    {
        internal static void Run(string model, string source, Report report)
        {
            using var m = torch.jit.load<Tensor, Tensor, (Tensor, Tensor)>(model);
            using Tensor x = torch.arange(10) / 10f;
            using Tensor y = torch.ones(10) * -0.25f;
            using var unit = torch.jit.compile(File.ReadAllText(source));

            report.Time("forward(x, y)", () => m.forward(x, y));
            report.Time("predict(x)", () => m.invoke<Tensor>("predict", x));
            report.Time("add_scalar(x, 3)", () => m.invoke<Tensor>("add_scalar", x, 3));
            report.Time("relu_script(x, y)", () => unit.invoke<Tensor>("relu_script", x, y));
            report.Time("add_i(x, 1)", () => unit.invoke<Tensor>("add_i", x, 1));
            report.Time("join(['a', 'b'])", () => unit.invoke<(string, long)>("join", (object)new[] { "a", "b" }));
        }
    }
}
