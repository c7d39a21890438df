using System;
using System.Collections.Generic;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Parameters can be used like any tensor.</summary>
    public static class ParameterTests
    {
        [Test]
        public static void A_parameter_shares_the_elements_and_is_recorded()
        {
            using Tensor data = zeros(3);
            using Parameter weight = nn.Parameter(data);
            Check.True(weight.requires_grad && !data.requires_grad, "only the parameter is recorded");
            Check.True(!nn.Parameter(data, requires_grad: false).requires_grad, "not recorded");
            using (no_grad())
            {
                weight.copy_(ones(3));
            }
            Check.Equal(1f, data.data<float>()[2]);
            Check.Contains(
                "floating point", Check.Throws<ScriptRuntimeException>(() => nn.Parameter(zeros(new long[] { 2 }, int64))).Message);
            Check.Throws<ArgumentNullException>(() => nn.Parameter(null!));
            weight.Dispose();
            Check.Equal("Parameter", Check.Throws<ObjectDisposedException>(() => _ = weight.shape).ObjectName);
        }

        [Test]
        public static void A_parameter_is_an_argument_wherever_a_tensor_is()
        {
            using var unit = jit.compile(
                "def add(x: Tensor, y: Tensor):\n    return x + y\n" +
                "def total(all: List[Tensor]):\n    return all[0] + all[1]\n" +
                "def named(all: Dict[str, Tensor]):\n    return all['a']\n" +
                "def maybe(x: Optional[Tensor]):\n    return x is None\n" +
                "def same(x: Any):\n    return x\n");
            using Parameter p = nn.Parameter(ones(2));
            Check.Equal(2f, unit.invoke<Tensor>("add", p, p).data<float>()[0]);
            Check.Equal(2f, unit.Function<Parameter, Tensor, Tensor>("add").call(p, p).data<float>()[0]);
            Check.Equal(2f, unit.invoke<Tensor>("total", (object)new[] { p, p }).data<float>()[0]);
            Check.Equal(2f, unit.invoke<Tensor>("total", (object)new Tensor[] { p, ones(2) }).data<float>()[0]);
            Check.Equal(1f, unit.invoke<Tensor>("named", new Dictionary<string, Parameter> { ["a"] = p }).data<float>()[0]);
            Check.True(!unit.invoke<bool>("maybe", p), "a tensor");
            Check.True(unit.Function<Parameter?, bool>("maybe").call(null), "None");
            Check.Equal(p.Handle, Check.Is<Tensor>(unit.invoke("same", p)).Handle);
            Check.Equal(p.Handle, unit.invoke<Parameter>("same", p).Handle);
            Check.True(unit.invoke<Parameter?>("same", new object?[] { null }) is null, "None");
        }

        [Test]
        public static void Parameters_leave_nothing_behind()
        {
            using var unit = jit.compile("def same(x: Tensor):\n    return x\n");
            Leaks.None(() =>
            {
                Parameter p = nn.Parameter(ones(2));
                unit.invoke<Parameter>("same", p);
                Check.Throws<ScriptRuntimeException>(() => nn.Parameter(zeros(new long[] { 2 }, int64)));
            });
        }
    }
}
