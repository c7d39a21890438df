using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The code and the graphs of methods; tests/python/test_files_csharp.py compares them with torch.jit.</summary>
    public static class CodeTests
    {
        [Test]
        public static void Code_and_graphs_are_those_of_the_method()
        {
            using var m = jit.load(Fixtures.Sample);
            Check.Contains("def forward(self", m.code());
            Check.Contains("def predict(self", m.code("predict"));
            Check.Contains("aten::sub", m.graph());
            Check.Contains("prim::GetAttr[name=\"p\"]", m.graph("predict"));
            Check.Equal(m.code(), m.code_with_constants().code);
        }

        [Test]
        public static void An_inlined_graph_has_no_calls()
        {
            using var m = jit.load(Fixtures.File("control_flow.pt"));
            Check.Contains("prim::CallMethod", m.graph());
            Check.True(!m.inlined_graph().Contains("prim::CallMethod"), "no calls");
            Check.Contains("aten::sigmoid", m.inlined_graph());
        }

        [Test]
        public static void Constants_come_by_their_names()
        {
            using var m = jit.load(Fixtures.File("linear.pt"));
            m.eval();
            using var frozen = jit.freeze(m);
            (string code, IReadOnlyDictionary<string, object?> constants) = frozen.code_with_constants();
            Check.True(constants.Count > 0, "constants in: " + code);
            foreach (string name in constants.Keys)
            {
                Check.Contains("CONSTANTS." + name, code);
            }
            var shapes = constants.Values.OfType<Tensor>().Select(tensor => string.Join("x", tensor.shape)).ToHashSet();
            Check.True(shapes.Contains("2x4") && shapes.Contains("2"), "the weight and the bias");
        }

        [Test]
        public static void An_unknown_method_is_named()
        {
            using var m = jit.load(Fixtures.Sample);
            Check.Contains("predict", Check.Throws<UnknownMethodException>(() => m.code("nothing")).Message);
            Check.Throws<UnknownMethodException>(() => m.graph("nothing"));
        }
    }
}
