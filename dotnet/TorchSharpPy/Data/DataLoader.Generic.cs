using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Data;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>The batches of a dataset; each enumeration is one epoch.</summary>
    /// <typeparam name="T">The type of a sample.</typeparam>
    /// <typeparam name="S">The type of a batch.</typeparam>
    /// <remarks>
    /// <para>With the same seed or generator, the order is that of <c>torch.utils.data.DataLoader</c> in Python, and the generator
    /// is left in the same state.</para>
    /// <para>A batch is disposed when the enumeration goes on or ends, unless disposeBatch is false.</para>
    /// </remarks>
    public class DataLoader<T, S> : IEnumerable<S>, IDisposable
    {
        private readonly LoaderOrder order;
        private bool isDisposed;

        /// <summary>The batches of a dataset in an order that the caller gives.</summary>
        /// <param name="dataset">The dataset.</param>
        /// <param name="batchSize">The number of samples in a batch.</param>
        /// <param name="collate_fn">Makes a batch of samples; it gets <paramref name="device"/>, or the CPU.</param>
        /// <param name="shuffler">The indices of the samples, enumerated again for each epoch.</param>
        /// <param name="device">The device for the batches.</param>
        /// <param name="num_worker">With more than one, so many threads make batches ahead.</param>
        /// <param name="drop_last">Whether to drop the last batch if it is smaller.</param>
        /// <param name="disposeBatch">False if the caller disposes the batches.</param>
        /// <param name="disposeDataset">Whether disposing the loader disposes the dataset.</param>
        /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1, or the number of workers is negative.</exception>
        public DataLoader(
            utils.data.Dataset<T> dataset,
            int batchSize,
            Func<IEnumerable<T>, Device, S> collate_fn,
            IEnumerable<long> shuffler,
            Device? device = null,
            int num_worker = 1,
            bool drop_last = false,
            bool disposeBatch = true,
            bool disposeDataset = true)
            : this(
                Given(dataset),
                batchSize,
                collate_fn,
                () => LoaderOrder.Given(shuffler),
                device,
                num_worker,
                drop_last,
                disposeBatch,
                disposeDataset)
        {
        }

        /// <summary>The batches of a dataset in its order, or shuffled.</summary>
        /// <param name="dataset">The dataset.</param>
        /// <param name="batchSize">The number of samples in a batch.</param>
        /// <param name="collate_fn">Makes a batch of samples; it gets <paramref name="device"/>, or the CPU.</param>
        /// <param name="shuffle">Whether each epoch has a new random order.</param>
        /// <param name="device">The device for the batches.</param>
        /// <param name="seed">A seed for the order; PyTorch's default generator draws it by default.</param>
        /// <param name="num_worker">With more than one, so many threads make batches ahead.</param>
        /// <param name="drop_last">Whether to drop the last batch if it is smaller.</param>
        /// <param name="disposeBatch">False if the caller disposes the batches.</param>
        /// <param name="disposeDataset">Whether disposing the loader disposes the dataset.</param>
        /// <param name="generator">A generator for the order, instead of a seed.</param>
        /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1, or the number of workers is negative.</exception>
        public DataLoader(
            utils.data.Dataset<T> dataset,
            int batchSize,
            Func<IEnumerable<T>, Device, S> collate_fn,
            bool shuffle = false,
            Device? device = null,
            int? seed = null,
            int num_worker = 1,
            bool drop_last = false,
            bool disposeBatch = true,
            bool disposeDataset = true,
            Generator? generator = null)
            : this(
                Given(dataset),
                batchSize,
                collate_fn,
                () => LoaderOrder.Of(dataset.Count, shuffle, seed, generator),
                device,
                num_worker,
                drop_last,
                disposeBatch,
                disposeDataset)
        {
        }

        private DataLoader(
            utils.data.Dataset<T> dataset,
            int batchSize,
            Func<IEnumerable<T>, Device, S> collate_fn,
            Func<LoaderOrder> order,
            Device? device,
            int num_worker,
            bool drop_last,
            bool disposeBatch,
            bool disposeDataset)
        {
            this.dataset = dataset;
            this.collate_fn = collate_fn ?? throw new ArgumentNullException(nameof(collate_fn));
            batch_size = batchSize > 0
                ? batchSize
                : throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "The batch size must be at least 1.");
            num_workers = num_worker >= 0
                ? num_worker
                : throw new ArgumentOutOfRangeException(nameof(num_worker), num_worker, "The number of workers cannot be negative.");
            Device = device ?? CPU;
            this.drop_last = drop_last;
            DisposeBatch = disposeBatch;
            DisposeDataset = disposeDataset;
            this.order = order();
        }

        /// <summary>The dataset.</summary>
        public utils.data.Dataset<T> dataset { get; }

        /// <summary>The number of samples in a batch; the last batch may have fewer.</summary>
        public int batch_size { get; }

        /// <summary>Whether the last batch is dropped if it is smaller.</summary>
        public bool drop_last { get; }

        /// <summary>The indices of the samples of an epoch.</summary>
        public IEnumerable<long> sampler => order.Sampler;

        /// <summary>With more than one, so many threads make batches ahead.</summary>
        public int num_workers { get; }

        /// <summary>The device that <see cref="collate_fn"/> gets.</summary>
        public Device Device { get; }

        /// <summary>Whether a batch is disposed when the enumeration goes on or ends.</summary>
        public bool DisposeBatch { get; }

        /// <summary>Whether disposing the loader disposes the dataset.</summary>
        public bool DisposeDataset { get; }

        /// <summary>Makes a batch of samples.</summary>
        public Func<IEnumerable<T>, Device, S> collate_fn { get; }

        /// <summary>The number of batches in an epoch.</summary>
        public long Count
        {
            get
            {
                long samples = order.Count(dataset.Count);
                return (samples / batch_size) + (drop_last || samples % batch_size == 0 ? 0 : 1);
            }
        }

        /// <summary>The batches of one epoch.</summary>
        /// <exception cref="ObjectDisposedException">The loader was disposed.</exception>
        public IEnumerator<S> GetEnumerator() => isDisposed
            ? throw new ObjectDisposedException(GetType().Name)
            : num_workers > 1 ? AheadOfTime() : OneByOne();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Disposes the dataset, unless disposeDataset is false.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Disposes the dataset, unless disposeDataset is false.</summary>
        /// <param name="disposing">False if a finalizer calls it.</param>
        protected virtual void Dispose(bool disposing)
        {
            if (disposing && !isDisposed)
            {
                isDisposed = true;
                order.Dispose();
                if (DisposeDataset)
                {
                    dataset.Dispose();
                }
            }
        }

        /// <summary>Makes the batch of some samples.</summary>
        private protected virtual S Make(long[] indices) => collate_fn(indices.Select(dataset.GetTensor), Device);

        private static utils.data.Dataset<T> Given(utils.data.Dataset<T> dataset) =>
            dataset ?? throw new ArgumentNullException(nameof(dataset));

        private S Load(long[] indices)
        {
            using DisposeScope scope = NewDisposeScope();
            S batch = Make(indices);
            BatchTensors.Keep(batch, scope);
            return batch;
        }

        private IEnumerator<long[]> Batches()
        {
            Draws.Seed(order.Generator); // Python draws a seed for worker processes, even without any
            return new BatchSampler(order.Sampler, batch_size, drop_last).GetEnumerator();
        }

        private IEnumerator<S> OneByOne()
        {
            using IEnumerator<long[]> batches = Batches();
            while (batches.MoveNext())
            {
                S batch = Load(batches.Current);
                try
                {
                    yield return batch;
                }
                finally
                {
                    End(batch);
                }
            }
        }

        private IEnumerator<S> AheadOfTime()
        {
            using IEnumerator<long[]> batches = Batches();
            using var workers = new Workers<S>(num_workers, Load);
            bool hasMore = true;
            while (true)
            {
                while (hasMore && workers.WantMore)
                {
                    hasMore = batches.MoveNext();
                    if (hasMore)
                    {
                        workers.Order(batches.Current);
                    }
                }
                if (!workers.HaveMore)
                {
                    yield break;
                }
                S batch = workers.Take();
                BatchTensors.Adopt(batch);
                try
                {
                    yield return batch;
                }
                finally
                {
                    End(batch);
                }
            }
        }

        private void End(S batch)
        {
            if (DisposeBatch)
            {
                BatchTensors.Dispose(batch);
            }
        }
    }
}
