using System;
using System.Collections;
using System.Collections.Generic;
using TorchSharpPy.Data;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                /// <summary>The batches of a dataset; each enumeration is one epoch.</summary>
                /// <param name="dataset">The dataset.</param>
                /// <param name="batchSize">The number of rows in a batch.</param>
                /// <param name="shuffle">Whether each epoch has a new random order.</param>
                /// <param name="drop_last">Whether to drop the last batch if it is smaller.</param>
                /// <param name="generator">The generator for the order; PyTorch's default generator by default.</param>
                /// <param name="device">The device for the batches; that of the dataset by default.</param>
                /// <param name="disposeBatch">False if the caller disposes the batches.</param>
                /// <remarks>
                /// With the same seed, the order is that of <c>torch.utils.data.DataLoader</c> in Python, and the generator is left in
                /// the same state.
                /// </remarks>
                /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1.</exception>
                public static DataLoader DataLoader(
                    TensorDataset dataset,
                    long batchSize = 1,
                    bool shuffle = false,
                    bool drop_last = false,
                    Generator? generator = null,
                    Device? device = null,
                    bool disposeBatch = true) =>
                    new DataLoader(dataset, batchSize, shuffle, drop_last, generator, device, disposeBatch);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The batches of a dataset; each enumeration is one epoch.</summary>
    /// <remarks>A batch is disposed when the enumeration goes on or ends, unless disposeBatch is false.</remarks>
    public sealed class DataLoader : IEnumerable<Batch>
    {
        private readonly bool shuffle;
        private readonly bool dropLast;
        private readonly torch.Generator? generator;
        private readonly torch.Device? device;
        private readonly bool disposeBatch;

        internal DataLoader(
            TensorDataset dataset,
            long batchSize,
            bool shuffle,
            bool dropLast,
            torch.Generator? generator,
            torch.Device? device,
            bool disposeBatch)
        {
            this.dataset = dataset ?? throw new ArgumentNullException(nameof(dataset));
            batch_size = batchSize > 0
                ? batchSize
                : throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "The batch size must be at least 1.");
            this.shuffle = shuffle;
            this.dropLast = dropLast;
            this.generator = generator;
            this.device = device;
            this.disposeBatch = disposeBatch;
        }

        /// <summary>The dataset.</summary>
        public TensorDataset dataset { get; }

        /// <summary>The number of rows in a batch; the last batch may have fewer.</summary>
        public long batch_size { get; }

        /// <summary>The number of batches in an epoch.</summary>
        public long Count => (dataset.Count / batch_size) + (dropLast || dataset.Count % batch_size == 0 ? 0 : 1);

        /// <summary>The batches of one epoch.</summary>
        public IEnumerator<Batch> GetEnumerator()
        {
            using var order = RowOrder.Begin(dataset.Count, shuffle, generator);
            for (long i = 0; i < Count; i++)
            {
                long start = i * batch_size;
                Batch batch = Rows(order, start, Math.Min(batch_size, dataset.Count - start));
                try
                {
                    yield return batch;
                }
                finally
                {
                    if (disposeBatch)
                    {
                        batch.Dispose();
                    }
                }
            }
            order.Complete();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private Batch Rows(RowOrder order, long start, long length) => dataset.Map(tensor =>
        {
            torch.Tensor rows = order.Select(tensor, start, length);
            if (device is null)
            {
                return rows;
            }
            using torch.Tensor here = rows;
            return here.to(device);
        });
    }
}
