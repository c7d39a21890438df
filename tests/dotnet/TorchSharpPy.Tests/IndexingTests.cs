using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>What stands between the brackets of a tensor.</summary>
    public static class IndexingTests
    {
        [Test]
        public static void Numbers_and_ranges_are_views()
        {
            Tensor x = arange(12).reshape(3, 4);
            Check.Equal(5L, x[1, 1].item<long>());
            Check.Equal(new long[] { 8, 9, 10, 11 }, x[^1].data<long>().ToArray());
            Check.Equal(new long[] { 2, 2 }, x[1.., ..2].shape);
            Check.Equal(new long[] { 3, 1, 4 }, x[TensorIndex.Colon, TensorIndex.Null].shape);
            Check.Equal(new long[] { 1, 5, 9 }, x[TensorIndex.Ellipsis, 1].data<long>().ToArray());
            Check.Equal(new long[] { 0, 2 }, x[0, TensorIndex.Slice(step: 2)].data<long>().ToArray());
            Check.Equal(new long[] { 1, 3, 4 }, x[true].shape);
            x[1..][0] = 7;
            Check.Equal(7L, x[1, 0].item<long>());
        }

        [Test]
        public static void Masks_and_indices_are_copies()
        {
            Tensor x = arange(6);
            Tensor taken = x[x > 2];
            taken[0] = 100;
            Check.Equal(3L, x[3].item<long>());
            Check.Equal(new long[] { 4, 0 }, x[tensor(new long[] { 4, 0 })].data<long>().ToArray());
            Tensor grid = arange(12).reshape(3, 4);
            Tensor rows = tensor(new long[] { 0, 2 }), columns = tensor(new long[] { 1, 3 });
            Check.Equal(new long[] { 1, 11 }, grid[rows, columns].data<long>().ToArray());
            Check.Equal(new long[] { 3, 2 }, grid[TensorIndex.Colon, columns].shape);
        }

        [Test]
        public static void Parts_can_be_assigned()
        {
            Tensor x = zeros(2, 3);
            x[0] = ones(3);
            x[1, 2] = 5;
            x[TensorIndex.Colon, 0] = tensor(new[] { 7f, 8f });
            Check.Equal(new[] { 7f, 1, 1, 8, 0, 5 }, x.data<float>().ToArray());
            x[x > 4] = -1;
            Check.Equal(new[] { -1f, 1, 1, -1, 0, -1 }, x.data<float>().ToArray());
            x[tensor(new long[] { 1 })] = ones(1, 3);
            Check.Equal(new[] { -1f, 1, 1, 1, 1, 1 }, x.data<float>().ToArray());
            x.index_put_(ones(1), new TensorIndex[] { 0 }, accumulate: true);
            Check.Equal(new[] { 0f, 2, 2, 1, 1, 1 }, x.data<float>().ToArray());
        }

        [Test]
        public static void What_does_not_fit_is_refused()
        {
            Tensor x = zeros(2, 3);
            Check.Throws<ArgumentException>(() => _ = x[0, 0, 0]);
            Check.Throws<ArgumentException>(() => _ = x[TensorIndex.Ellipsis, TensorIndex.Ellipsis]);
            Check.Throws<ScriptRuntimeException>(() => _ = x[2]);
            Check.Throws<ScriptRuntimeException>(() => x[0] = zeros(4));
            x.Dispose();
            Check.Throws<ObjectDisposedException>(() => _ = x[0]);
            Leaks.None(() =>
            {
                using Tensor y = ones(3);
                using Tensor mask = y > 0;
                using Tensor part = y[mask];
                y[mask] = 2;
            });
        }
    }
}
