using System;
using System.Linq;
using Golden;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    public static class ModuleAttributeTests
    {
        [Test]
        public static void Parameters_submodules_and_constants_are_attributes()
        {
            using var m = jit.load(Fixtures.File("linear.pt"));
            using Tensor weight = m.getattr<Tensor>("weight");
            Check.Equal("2 4", string.Join(" ", weight.shape));
            Check.Equal(4L, m.getattr<long>("in_features"));
            Check.Equal(true, (bool)m.getattr("training"));
            Check.True(m.Attributes.Any(item => item.name == "bias" && item.type.Kind == SchemaKind.Tensor), "bias");
            using var objects = jit.load(Fixtures.Objects);
            using var layer = objects.getattr<jit.ScriptModule>("other");
            Check.Equal(11f, ((Tensor)layer.forward(ones(1))).data<float>()[0]);
        }

        [Test]
        public static void Calls_see_the_attributes_that_were_set()
        {
            using Rich m = Rich.load(Fixtures.File("rich.pt"));
            long before = m.top;
            m.top = before + 1;
            Check.Equal(before + 1, m.module.getattr<long>("top"));
            m.scale = 3; // widens
            Check.Equal(3.0, m.scale);
            using var linear = jit.load<Tensor, Tensor>(Fixtures.File("linear.pt"));
            linear.setattr("weight", zeros(2, 4));
            using Tensor bias = linear.getattr<Tensor>("bias");
            Check.True(linear.forward(ones(1, 4)).allclose(bias.unsqueeze(0)), "the bias is left");
        }

        [Test]
        public static void Attributes_that_cannot_be_set_say_why()
        {
            using var m = jit.load(Fixtures.File("linear.pt"));
            Check.Contains("constant", Check.Throws<TorchTypeException>(() => m.setattr("in_features", 5)).Message);
            Check.Contains("must be Tensor, not int", Check.Throws<TorchTypeException>(() => m.setattr("weight", 5)).Message);
            Check.Contains("It has: ", Check.Throws<UnknownMethodException>(() => m.getattr("nothing")).Message);
            Check.Contains("long", Check.Throws<TorchTypeException>(() => m.getattr<long>("weight")).Message);
            Check.Throws<ArgumentNullException>(() => m.getattr(null!));
        }

        [Test]
        public static void Attributes_end_with_the_module()
        {
            var m = jit.load(Fixtures.File("linear.pt"));
            Tensor weight = m.getattr<Tensor>("weight");
            m.Dispose();
            Check.Throws<ObjectDisposedException>(() => m.getattr("weight"));
            Check.Equal(8L, weight.numel());
        }
    }
}
