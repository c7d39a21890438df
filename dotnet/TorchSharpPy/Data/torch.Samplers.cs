using System;
using System.Collections.Generic;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                /// <summary>The indices of a dataset in their order.</summary>
                /// <param name="data_source">The dataset.</param>
                public static SequentialSampler SequentialSampler<T>(Dataset<T> data_source) =>
                    new SequentialSampler(Given(data_source).Count);

                /// <summary>The indices of a dataset in a random order; a new one for each enumeration, as in Python.</summary>
                /// <param name="data_source">The dataset.</param>
                /// <param name="replacement">Whether indices may repeat.</param>
                /// <param name="num_samples">How many indices; the size of the dataset by default.</param>
                /// <param name="generator">The random generator; one that PyTorch's default generator seeds by default.</param>
                /// <exception cref="ArgumentOutOfRangeException">The dataset is empty, or num_samples is less than 1.</exception>
                public static RandomSampler RandomSampler<T>(
                    Dataset<T> data_source, bool replacement = false, long? num_samples = null, Generator? generator = null) =>
                    new RandomSampler(Given(data_source).Count, replacement, num_samples, generator);

                /// <summary>Some indices in a random order; a new one for each enumeration, as in Python.</summary>
                /// <param name="indices">The indices.</param>
                /// <param name="generator">The random generator; PyTorch's default one by default.</param>
                public static SubsetRandomSampler SubsetRandomSampler(IEnumerable<long> indices, Generator? generator = null) =>
                    new SubsetRandomSampler(indices, generator);

                /// <summary>Random indices, each as often as its weight says; new ones for each enumeration, as in Python.</summary>
                /// <param name="weights">A weight for each index; their sum need not be 1.</param>
                /// <param name="num_samples">How many indices.</param>
                /// <param name="replacement">Whether indices may repeat.</param>
                /// <param name="generator">The random generator; PyTorch's default one by default.</param>
                /// <exception cref="ArgumentOutOfRangeException">num_samples is less than 1.</exception>
                public static WeightedRandomSampler WeightedRandomSampler(
                    IEnumerable<double> weights, long num_samples, bool replacement = true, Generator? generator = null) =>
                    new WeightedRandomSampler(weights, num_samples, replacement, generator);

                /// <summary>The indices of a sampler in batches.</summary>
                /// <param name="sampler">The indices.</param>
                /// <param name="batch_size">How many indices are in a batch.</param>
                /// <param name="drop_last">Whether to drop the last batch if it is smaller.</param>
                /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1.</exception>
                public static BatchSampler BatchSampler(IEnumerable<long> sampler, int batch_size, bool drop_last) =>
                    new BatchSampler(sampler, batch_size, drop_last);

                private static Dataset<T> Given<T>(Dataset<T> data_source) =>
                    data_source ?? throw new ArgumentNullException(nameof(data_source));
            }
        }
    }
}
