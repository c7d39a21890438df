using System;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Reading the elements of tensors, and printing tensors.</summary>
    public static class TensorDataTests
    {
        [Test]
        public static void Items()
        {
            Check.Equal(3L, tensor(3L).item<long>());
            Check.Equal(3, tensor(3L).item<int>());
            Check.Equal((byte)3, tensor(3L).item<byte>());
            Check.Equal(0.5f, tensor(0.5).item<float>());
            Check.Equal(3.0, tensor(3).item<double>());
            Check.Equal(true, tensor(true).item<bool>());
            Check.Equal(3L, tensor(3.7).ToInt64());
            Check.Equal(3.0, tensor(3).ToDouble());
            Check.Equal(0.5f, tensor(0.5).ToSingle());
        }

        [Test]
        public static void An_item_of_another_kind_or_range_is_refused()
        {
            Check.Contains("Float64", Check.Throws<TorchTypeException>(() => tensor(3.0).item<long>()).Message);
            Check.Throws<TorchTypeException>(() => tensor(1).item<bool>());
            Check.Throws<OverflowException>(() => tensor(300).item<byte>());
            Check.Throws<InvalidOperationException>(() => ones(2).item<float>());
        }

        [Test]
        public static void Elements_in_row_major_order()
        {
            var data = tensor(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } }).data<float>();
            Check.Equal(6L, data.Count);
            Check.Equal(4f, data[3]);
            Check.Equal(4f, data[1, 0]);
            Check.Equal(21f, data.Sum());
            Check.Throws<IndexOutOfRangeException>(() => _ = data[6]);
            Check.Throws<IndexOutOfRangeException>(() => _ = data[0, 3]);
            Check.Throws<ArgumentException>(() => _ = data[0, 0, 0]);
        }

        [Test]
        public static void Elements_of_a_transpose()
        {
            using var data = tensor(new[,] { { 1f, 2f }, { 3f, 4f } }).t().data<float>();
            Check.Equal(new[] { 1f, 3f, 2f, 4f }, data.ToArray());
        }

        [Test]
        public static void Elements_of_every_type()
        {
            Check.Equal(new byte[] { 1 }, tensor(new byte[] { 1 }).data<byte>().ToArray());
            Check.Equal(new sbyte[] { -1 }, tensor(new sbyte[] { -1 }).data<sbyte>().ToArray());
            Check.Equal(new short[] { -1 }, tensor(new short[] { -1 }).data<short>().ToArray());
            Check.Equal(new double[] { -1 }, tensor(new double[] { -1 }).data<double>().ToArray());
        }

        [Test]
        public static void A_type_other_than_that_of_the_elements_is_refused()
        {
            var error = Check.Throws<TorchTypeException>(() => ones(2).data<double>());
            Check.Contains("Float32", error.Message);
            Check.Contains("data<float>()", error.Message);
        }

        [Test]
        public static void The_accessor_reads_the_tensor_itself()
        {
            var x = ones(2);
            var data = x.data<float>();
            using (var unit = jit.compile("def set(x: Tensor) -> Tensor:\n    return x.fill_(5)\n"))
            {
                unit.invoke("set", x);
            }
            Check.Equal(5f, data[0]);
        }

        [Test]
        public static void A_tensor_that_changed_its_size_is_not_read()
        {
            using var unit = jit.compile("def shrink(x: Tensor, y: Tensor) -> Tensor:\n    return x.set_(y)\n");
            var x = ones(1 << 20);
            var data = x.data<float>();
            unit.invoke<Tensor>("shrink", x, ones(1));
            Check.Contains("now has 1", Check.Throws<InvalidOperationException>(() => _ = data[1000]).Message);
            Check.Throws<InvalidOperationException>(() => data.ToArray());
        }

        [Test]
        public static void Elements_whose_negation_is_delayed()
        {
            using var unit = jit.compile("def negated(x: Tensor) -> Tensor:\n    return torch._neg_view(x)\n");
            Tensor x = unit.invoke<Tensor>("negated", ones(2));
            Check.Equal(new[] { -1f, -1f }, x.data<float>().ToArray());
        }

        [Test]
        public static void Text()
        {
            Tensor x = tensor(new[,] { { 1L, 2L }, { 3L, 4L } });
            Check.Equal("[2x2], type = Int64, device = cpu", x.ToString());
            Check.Contains("4", x.str());
            Check.Equal("[], type = Bool, device = cpu", tensor(true).ToString());
        }
    }
}
