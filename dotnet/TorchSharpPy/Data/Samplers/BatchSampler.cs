using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Modules
{
    /// <summary>The indices of a sampler in batches.</summary>
    public sealed class BatchSampler : IEnumerable<long[]>
    {
        private readonly IEnumerable<long> sampler;
        private readonly int batchSize;
        private readonly bool dropLast;

        internal BatchSampler(IEnumerable<long> sampler, int batch_size, bool drop_last)
        {
            this.sampler = sampler ?? throw new ArgumentNullException(nameof(sampler));
            batchSize = batch_size > 0
                ? batch_size
                : throw new ArgumentOutOfRangeException(nameof(batch_size), batch_size, "The batch size must be at least 1.");
            dropLast = drop_last;
        }

        /// <summary>The batches.</summary>
        public IEnumerator<long[]> GetEnumerator()
        {
            using IEnumerator<long> indices = sampler.GetEnumerator();
            var batch = new List<long>();
            bool isOver = false;
            while (!isOver)
            {
                while (batch.Count < batchSize && !isOver)
                {
                    if (indices.MoveNext())
                    {
                        batch.Add(indices.Current);
                    }
                    else
                    {
                        isOver = true;
                    }
                }
                if (batch.Count == batchSize || (batch.Count > 0 && !dropLast))
                {
                    yield return batch.ToArray();
                }
                batch.Clear();
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
