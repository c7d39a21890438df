using System;
using System.Collections;
using System.Collections.Generic;
using TorchSharpPy.Data;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Utils
{
    /// <summary>The numbers from 0 to a size in a random order.</summary>
    public sealed class FisherYatesShuffler : IEnumerable<long>
    {
        private readonly long size;
        private readonly int? seed;

        /// <summary>An order of the numbers from 0 to a size.</summary>
        /// <param name="size">The size.</param>
        /// <param name="seed">With a seed, each enumeration has the same order, that of <c>torch.randperm</c>; without, a new one.</param>
        /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
        public FisherYatesShuffler(long size, int? seed = null)
        {
            this.size = SamplerSize.Checked(size);
            this.seed = seed;
        }

        /// <summary>The numbers.</summary>
        public IEnumerator<long> GetEnumerator()
        {
            using Generator? own = seed is int given ? new Generator().manual_seed(given) : null;
            return ((IEnumerable<long>)Draws.Permutation(size, own)).GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
