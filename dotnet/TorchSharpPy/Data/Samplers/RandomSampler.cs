using System;
using System.Collections;
using System.Collections.Generic;
using TorchSharpPy.Data;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>The indices of a dataset in a random order, or with repetition; a new order for each enumeration.</summary>
    public sealed class RandomSampler : IReadOnlyCollection<long>
    {
        private const long DrawnAtOnce = 32; // as in Python

        private readonly long size;
        private readonly bool replacement;
        private readonly Generator? generator;

        internal RandomSampler(long size, bool replacement, long? num_samples, Generator? generator)
        {
            this.size = SamplerSize.Drawn(size);
            this.replacement = replacement;
            this.generator = generator;
            Count = SamplerSize.Drawn(num_samples ?? size);
        }

        /// <summary>The number of indices.</summary>
        public int Count { get; }

        /// <summary>The indices.</summary>
        public IEnumerator<long> GetEnumerator()
        {
            Generator drawing = Draws.Seeded(generator);
            try
            {
                long step = replacement ? DrawnAtOnce : size;
                for (long left = Count; left >= 0; left -= step)
                {
                    long taken = Math.Min(left, step);
                    long[] drawn = replacement
                        ? Draws.Numbers(size, taken, drawing)
                        : Draws.Permutation(size, drawing); // the last may give no index, but the generator goes on, as in Python
                    for (long i = 0; i < taken; i++)
                    {
                        yield return drawn[i];
                    }
                }
            }
            finally
            {
                if (generator == null)
                {
                    drawing.Dispose();
                }
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
