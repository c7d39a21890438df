using System;
using TorchSharpPy.Tensors;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Data
{
    /// <summary>The order of the rows in one epoch.</summary>
    /// <remarks>
    /// It draws the same random numbers as Python's DataLoader and RandomSampler, at the same times. So both languages give the
    /// same order for the same seed, and the same random numbers afterwards.
    /// </remarks>
    internal sealed class RowOrder : IDisposable
    {
        private readonly long count;
        private readonly Tensor? permutation;
        private readonly Generator? given;

        private RowOrder(long count, Tensor? permutation, Generator? given)
        {
            this.count = count;
            this.permutation = permutation;
            this.given = given;
        }

        /// <summary>The order of a new epoch.</summary>
        /// <param name="count">The number of rows.</param>
        /// <param name="shuffle">Whether to shuffle them.</param>
        /// <param name="generator">The random generator; null for the default one.</param>
        internal static RowOrder Begin(long count, bool shuffle, Generator? generator)
        {
            Draw(generator); // Python draws a seed for worker processes, even without any
            if (!shuffle)
            {
                return new RowOrder(count, null, generator);
            }
            if (generator != null)
            {
                return new RowOrder(count, randperm(count, generator: generator), generator);
            }
            using var own = new Generator();
            own.manual_seed(Draw(null));
            return new RowOrder(count, randperm(count, generator: own), null);
        }

        /// <summary>A copy of some rows.</summary>
        internal Tensor Select(Tensor tensor, long start, long length)
        {
            if (permutation is null)
            {
                using Tensor part = tensor.narrow(0, start, length);
                return part.clone();
            }
            using Tensor rows = permutation.narrow(0, start, length);
            using Tensor there = rows.to(tensor.device);
            return tensor.index_select(0, there);
        }

        /// <summary>Ends an epoch that was not left early.</summary>
        internal void Complete()
        {
            if (permutation is null || given == null)
            {
                return;
            }
            randperm(count, generator: given).Dispose(); // Python's sampler draws one more and does not use it
        }

        public void Dispose() => permutation?.Dispose();

        private static long Draw(Generator? generator)
        {
            using Tensor seed = empty(Array.Empty<long>(), dtype: ScalarType.Int64);
            seed.random_(generator);
            return seed.item<long>();
        }
    }
}
