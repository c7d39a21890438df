using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Data;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>Random indices, each as often as its weight says; new ones for each enumeration.</summary>
    public sealed class WeightedRandomSampler : IReadOnlyCollection<long>
    {
        private readonly double[] weights;
        private readonly bool replacement;
        private readonly Generator? generator;

        internal WeightedRandomSampler(IEnumerable<double> weights, long num_samples, bool replacement, Generator? generator)
        {
            this.weights = (weights ?? throw new ArgumentNullException(nameof(weights))).ToArray();
            this.replacement = replacement;
            this.generator = generator;
            Count = SamplerSize.Drawn(num_samples);
        }

        /// <summary>The number of indices.</summary>
        public int Count { get; }

        /// <summary>The indices.</summary>
        /// <exception cref="ScriptRuntimeException">The weights are negative, not finite or all zero; or, without replacement, fewer
        /// than the samples.</exception>
        public IEnumerator<long> GetEnumerator()
        {
            long[] drawn;
            using (Tensor given = tensor(weights))
            using (Tensor indices = multinomial(given, Count, replacement, generator))
            {
                drawn = indices.data<long>().ToArray();
            }
            foreach (long index in drawn)
            {
                yield return index;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
