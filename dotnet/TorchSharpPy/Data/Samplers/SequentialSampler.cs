using System.Collections;
using System.Collections.Generic;
using TorchSharpPy.Data;

namespace TorchSharpPy.Modules
{
    /// <summary>The indices of a dataset in their order.</summary>
    public sealed class SequentialSampler : IReadOnlyCollection<long>
    {
        internal SequentialSampler(long size)
        {
            Count = SamplerSize.Checked(size);
        }

        /// <summary>The number of indices.</summary>
        public int Count { get; }

        /// <summary>The indices.</summary>
        public IEnumerator<long> GetEnumerator()
        {
            for (long i = 0; i < Count; i++)
            {
                yield return i;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
