using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Modules as arguments and results, described by an interface.</summary>
    public static class ModuleValueTests
    {
        [Test]
        public static void A_module_is_returned_and_passed_back()
        {
            using var m = jit.load(Fixtures.Objects);
            using var layer = m.invoke<jit.ScriptModule>("get_layer");
            Check.Equal(6f, layer.call(ones(1) * 3) is Tensor doubled ? doubled.item<float>() : 0f);
            Check.Equal(6f, m.invoke<Tensor>("apply_layer", layer, ones(1) * 3).item<float>());
            using var untyped = Check.Is<jit.ScriptModule>(m.invoke("get_layer"));
            var apply = m.Method<jit.ScriptModule, Tensor, Tensor>("apply_layer");
            Check.Equal(6f, apply.call(untyped, ones(1) * 3).item<float>());
            Check.True(layer.Methods.Contains("forward"), "its methods");
        }

        [Test]
        public static void A_module_comes_as_a_typed_view()
        {
            using var m = jit.load(Fixtures.Objects);
            using var layer = m.Method<jit.ScriptModule<Tensor, Tensor>>("get_layer").call();
            Check.Equal(6f, layer.forward(ones(1) * 3).item<float>());
            var apply = m.Method<jit.ScriptModule<Tensor, Tensor>, Tensor, Tensor>("apply_layer");
            Check.Equal(4f, apply.call(layer, ones(1) * 2).item<float>());
            Check.Throws<TorchTypeException>(() => m.invoke<jit.ScriptModule<long, Tensor>>("get_layer"));
        }

        [Test]
        public static void A_returned_module_is_the_part_itself()
        {
            using var m = jit.load(Fixtures.Objects);
            using var layer = m.invoke<jit.ScriptModule>("get_layer");
            m.eval();
            Check.True(!layer.training, "the mode of the whole");
        }

        [Test]
        public static void Other_modules_and_values_are_refused()
        {
            using var m = jit.load(Fixtures.Objects);
            using var values = jit.load(Fixtures.File("control_flow.pt"));
            Check.Contains("'layer'", Check.Throws<TorchTypeException>(() => m.invoke("apply_layer", values, ones(1))).Message);
            Check.Throws<TorchTypeException>(() => m.invoke("apply_layer", null, ones(1)));
            Check.Throws<TorchTypeException>(() => m.Method<jit.ScriptModule, jit.ScriptModule, Tensor>("apply_layer"));
        }

        [Test]
        public static void Handles_are_released()
        {
            using var m = jit.load(Fixtures.Objects);
            m.invoke<jit.ScriptModule>("get_layer").Dispose();
            Leaks.None(() =>
            {
                var layer = m.invoke<jit.ScriptModule<Tensor, Tensor>>("get_layer");
                layer.forward(ones(1));
                Check.Throws<TorchTypeException>(() => m.invoke<jit.ScriptModule<long, Tensor>>("get_layer"));
            });
        }
    }
}
