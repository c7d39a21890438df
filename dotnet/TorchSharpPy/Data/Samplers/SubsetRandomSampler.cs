using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Data;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>Some indices in a random order; a new one for each enumeration.</summary>
    public sealed class SubsetRandomSampler : IReadOnlyCollection<long>
    {
        private readonly long[] indices;
        private readonly Generator? generator;

        internal SubsetRandomSampler(IEnumerable<long> indices, Generator? generator)
        {
            this.indices = (indices ?? throw new ArgumentNullException(nameof(indices))).ToArray();
            this.generator = generator;
        }

        /// <summary>The number of indices.</summary>
        public int Count => indices.Length;

        /// <summary>The indices.</summary>
        public IEnumerator<long> GetEnumerator()
        {
            foreach (long place in Draws.Permutation(indices.Length, generator))
            {
                yield return indices[place];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
