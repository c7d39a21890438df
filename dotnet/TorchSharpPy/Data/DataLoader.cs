using System;
using System.Collections;
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
                /// <summary>The batches of a dataset; each enumeration is one epoch.</summary>
                /// <param name="dataset">The rows.</param>
                /// <param name="batchSize">How many rows are in a batch.</param>
                /// <param name="shuffle">Whether each epoch has an order of its own.</param>
                /// <param name="drop_last">Whether the last batch is left out where it is smaller.</param>
                /// <param name="generator">Where the order is from; PyTorch's default generator where left out.</param>
                /// <param name="device">Where the batches go; where the dataset is where left out.</param>
                /// <param name="disposeBatch">False where the caller disposes the batches.</param>
                /// <remarks>
                /// From the same seed the order is that of <c>torch.utils.data.DataLoader</c> in Python, and as many random numbers are
                /// used.
                /// </remarks>
                /// <exception cref="ArgumentOutOfRangeException">The size of a batch is less than 1.</exception>
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
    /// <remarks>A batch is disposed when the next one is asked for, and when the enumeration ends, unless it was asked otherwise.</remarks>
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

        /// <summary>The rows.</summary>
        public TensorDataset dataset { get; }

        /// <summary>How many rows are in a batch; the last one may have fewer.</summary>
        public long batch_size { get; }

        /// <summary>How many batches there are in an epoch.</summary>
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
