using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Inputs that are refused, or named, before libtorch is called.</summary>
    public static class InputCheckTests
    {
        [Test]
        public static void A_device_has_one_kind()
        {
            foreach (string name in new[] { "cpu,cuda", "cpu ", "1", string.Empty, "cuda:-1", "cuda:1:2" })
            {
                Check.Throws<ArgumentException>(() => _ = new Device(name));
            }
        }

        [Test]
        public static void An_array_that_is_null_is_named()
        {
            Check.Equal("rawArray", Check.Throws<ArgumentNullException>(() => tensor((float[])null!)).ParamName);
            Check.Equal("rawArray", Check.Throws<ArgumentNullException>(() => tensor((Array)null!)).ParamName);
            Check.Equal("rawArray", Check.Throws<ArgumentNullException>(() => tensor((IList<float>)null!, new long[] { 1 })).ParamName);
        }

        [Test]
        public static void Types_inside_generic_ones_have_names() =>
            Check.Contains("Enumerator", TypeNames.Of(typeof(List<int>.Enumerator)));

        [Test]
        public static void A_kind_of_device_and_its_index()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample, DeviceType.CPU);
            Check.Equal(2f, m.forward(ones(1), ones(1)).Item1.item<float>());
            Check.Throws<DeviceException>(() => jit.load<(Tensor, Tensor)>(Fixtures.Sample, DeviceType.CUDA, 99L));
        }
    }
}
