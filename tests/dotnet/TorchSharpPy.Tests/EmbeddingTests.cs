using System;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Tables that exist already, and bags.</summary>
    public static class EmbeddingTests
    {
        [Test]
        public static void A_table_shares_the_memory_of_the_rows_it_is_made_from()
        {
            using Tensor rows = arange(6, dtype: float32).reshape(3, 2);
            using Embedding table = nn.Embedding_from_pretrained(rows);
            Check.True(!table.weight.requires_grad, "frozen");
            rows[1, 0] = -1f;
            Check.Equal(-1f, table.forward(tensor(new long[] { 1 }))[0, 0].item<float>());
            using Embedding trained = nn.Embedding_from_pretrained(rows, freeze: false, padding_idx: 1, dtype: float64);
            Check.Equal(float64, trained.weight.dtype);
            trained.forward(tensor(new long[] { 0, 1 })).sum().backward();
            Check.Equal(new[] { 1.0, 1, 0, 0, 0, 0 }, trained.weight.grad!.reshape(-1).data<double>().ToArray());
            Check.Throws<ArgumentException>(() => nn.Embedding_from_pretrained(ones(3)));
            Check.Throws<ArgumentNullException>(() => nn.EmbeddingBag_from_pretrained(null!));
        }

        [Test]
        public static void A_bag_is_called_in_three_forms()
        {
            using Tensor rows = arange(6, dtype: float32).reshape(3, 2);
            using EmbeddingBag bag = nn.EmbeddingBag_from_pretrained(rows, mode: EmbeddingBagMode.Sum);
            using Tensor one = bag.call(tensor(new long[,] { { 0, 2 }, { 1, 1 } }));
            using Tensor two = bag.call(tensor(new long[] { 0, 2, 1, 1 }), tensor(new long[] { 0, 2 }));
            using Tensor three = bag.call(tensor(new long[] { 0, 2, 1, 1 }), tensor(new long[] { 0, 2 }), ones(4));
            Check.True(one.equal(two) && one.equal(three), "the same bags");
            using var inSequence = nn.Sequential(bag, nn.ReLU());
            Check.True(inSequence.call(tensor(new long[,] { { 0, 2 }, { 1, 1 } })).equal(one), "a piece of a sequence");
            Check.Throws<ArgumentException>(() => bag.call(tensor(new long[] { 0, 2 })));
            Check.Throws<ArgumentException>(() => bag.call(tensor(new long[,] { { 0, 2 } }), tensor(new long[] { 0 })));
            Check.Throws<ArgumentException>(() => bag.call(tensor(new long[] { 0, 2 }), tensor(new long[] { 0 }), ones(3)));
            Check.Throws<ArgumentException>(() => nn.EmbeddingBag(3, 2, mode: EmbeddingBagMode.Max, sparse: true));
            Check.Throws<ArgumentOutOfRangeException>(() => nn.EmbeddingBag(3, 2, mode: (EmbeddingBagMode)7));
        }
    }
}
