using System.Collections.Generic;
using TorchSharpPy.Data;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>The batches of a dataset of lists of tensors; each enumeration is one epoch.</summary>
    public sealed class IterableDataLoader : DataLoader<IList<Tensor>, Batch>
    {
        private readonly Collation collation;

        /// <inheritdoc
        /// cref="utils.data.DataLoader(utils.data.IterableDataset, int, IEnumerable{long}, Device, int, bool, bool, bool, bool)"/>
        public IterableDataLoader(
            utils.data.IterableDataset dataset,
            int batchSize,
            IEnumerable<long> shuffler,
            Device? device = null,
            int num_worker = 1,
            bool drop_last = false,
            bool disposeBatch = true,
            bool disposeDataset = true,
            bool pin_memory = false)
            : base(
                dataset,
                batchSize,
                Collation.OfLists(device, pin_memory),
                shuffler,
                device,
                num_worker,
                drop_last,
                disposeBatch,
                disposeDataset)
        {
            collation = new Collation(device, pin_memory);
        }

        /// <inheritdoc
        /// cref="utils.data.DataLoader(utils.data.IterableDataset, int, bool, Device, int?, int, bool, bool, bool, Generator, bool)"/>
        public IterableDataLoader(
            utils.data.IterableDataset dataset,
            int batchSize,
            bool shuffle = false,
            Device? device = null,
            int? seed = null,
            int num_worker = 1,
            bool drop_last = false,
            bool disposeBatch = true,
            bool disposeDataset = true,
            Generator? generator = null,
            bool pin_memory = false)
            : base(
                dataset,
                batchSize,
                Collation.OfLists(device, pin_memory),
                shuffle,
                device,
                seed,
                num_worker,
                drop_last,
                disposeBatch,
                disposeDataset,
                generator)
        {
            collation = new Collation(device, pin_memory);
        }

        private protected override Batch Make(long[] indices) =>
            dataset is TensorDataset tensors ? collation.Rows(tensors, indices) : base.Make(indices);
    }
}
