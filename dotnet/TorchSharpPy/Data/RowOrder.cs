using System;
using TorchSharpPy.Tensors;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Data
{
    /// <summary>The order of the rows in one epoch.</summary>
    /// <remarks>
    /// It takes what Python's DataLoader and its RandomSampler take from the random generator, and when: then both go the same
    /// way from the same seed, and so does what is drawn later.
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
        /// <param name="count">How many rows there are.</param>
        /// <param name="shuffle">Whether they are shuffled.</param>
        /// <param name="generator">Where randomness is from; the default generator where null.</param>
        internal static RowOrder Begin(long count, bool shuffle, Generator? generator)
        {
            Draw(generator); // Python's seed for worker processes, which it draws whether or not there are any
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
            randperm(count, generator: given).Dispose(); // Python's sampler draws one more, of which it uses nothing
        }

        public void Dispose() => permutation?.Dispose();

        private static long Draw(Generator? generator)
        {
            using Tensor seed = empty(Array.Empty<long>(), dtype: ScalarType.Int64);
            TrainingOperators.Random.Call(seed, generator).Dispose();
            return seed.item<long>();
        }
    }
}
