using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using TorchSharpPy.Utils;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Methods for the Python tests of datasets and loaders.</summary>
    public static class DataFromPython
    {
        public static IterableDataLoader Loader(
            Tensor[] tensors, int batchSize, bool shuffle, bool dropLast, Generator? generator, int? seed = null, int workers = 1) =>
            torch.utils.data.DataLoader(
                torch.utils.data.TensorDataset(tensors),
                batchSize,
                shuffle,
                seed: seed,
                num_worker: workers,
                drop_last: dropLast,
                generator: generator);

        public static IterableDataLoader Sampled(Tensor[] tensors, int batchSize, IEnumerable<long> sampler, bool dropLast) =>
            torch.utils.data.DataLoader(torch.utils.data.TensorDataset(tensors), batchSize, sampler, drop_last: dropLast);

        public static DataLoader Named(long count, int batchSize, bool shuffle, int workers) =>
            torch.utils.data.DataLoader(new Squares(count), batchSize, shuffle, num_worker: workers);

        /// <summary>The samples are numbers that a function computes, perhaps in Python.</summary>
        public static IterableDataLoader Computed(Func<long, double> function, long count, int workers) =>
            torch.utils.data.DataLoader(new Numbers(function, count), 1, num_worker: workers);

        /// <summary>The batches of one epoch, as copies that outlive it.</summary>
        public static Tensor[][] Epoch(IterableDataLoader loader) =>
            loader.Select(batch => batch.Select(tensor => tensor.clone()).ToArray()).ToArray();

        /// <summary>The batches of one epoch: the tensors "root" and "square" of each.</summary>
        public static Tensor[][] Epoch(DataLoader loader) =>
            loader.Select(batch => new[] { batch["root"].clone(), batch["square"].clone() }).ToArray();

        /// <summary>The indices of a sampler.</summary>
        public static long[] Indices(IEnumerable<long> sampler) => sampler.ToArray();

        public static long[][] Batches(IEnumerable<long> sampler, int batchSize, bool dropLast) =>
            torch.utils.data.BatchSampler(sampler, batchSize, dropLast).ToArray();

        public static IReadOnlyCollection<long> Sequential(long size) => torch.utils.data.SequentialSampler(new Squares(size));

        public static IReadOnlyCollection<long> Random(long size, bool replacement, long? count, Generator? generator) =>
            torch.utils.data.RandomSampler(new Squares(size), replacement, count, generator);

        public static IReadOnlyCollection<long> Subset(long[] indices, Generator? generator) =>
            torch.utils.data.SubsetRandomSampler(indices, generator);

        public static IReadOnlyCollection<long> Weighted(double[] weights, long count, bool replacement, Generator? generator) =>
            torch.utils.data.WeightedRandomSampler(weights, count, replacement, generator);

        public static IEnumerable<long> Shuffler(long size, int? seed) => new FisherYatesShuffler(size, seed);

        /// <summary>Numbers of a function.</summary>
        private sealed class Numbers : torch.utils.data.IterableDataset
        {
            private readonly Func<long, double> function;

            public Numbers(Func<long, double> function, long count)
            {
                this.function = function;
                Count = count;
            }

            public override long Count { get; }

            public override IList<Tensor> GetTensor(long index) => new[] { tensor(function(index)) };
        }

        /// <summary>Numbers and their squares; one sample may fail.</summary>
        public sealed class Squares : torch.utils.data.Dataset
        {
            private readonly long failing;

            public Squares(long count, long failing = -1)
            {
                Count = count;
                this.failing = failing;
            }

            public override long Count { get; }

            public bool IsDisposed { get; private set; }

            public override Dictionary<string, Tensor> GetTensor(long index) => index == failing
                ? throw new TimeoutException("sample " + index)
                : new Dictionary<string, Tensor> { ["root"] = tensor((double)index), ["square"] = tensor((double)index).square() };

            protected override void Dispose(bool disposing) => IsDisposed = true;
        }
    }
}
