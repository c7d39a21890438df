using System.Collections.Generic;
using TorchSharpPy.Data;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>The batches of a dataset of named tensors; each enumeration is one epoch.</summary>
    public sealed class DataLoader : DataLoader<Dictionary<string, Tensor>, Dictionary<string, Tensor>>
    {
        /// <inheritdoc cref="utils.data.DataLoader(utils.data.Dataset, int, IEnumerable{long}, Device, int, bool, bool, bool, bool)"/>
        public DataLoader(
            utils.data.Dataset dataset,
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
                Collation.OfNamed(device, pin_memory),
                shuffler,
                device,
                num_worker,
                drop_last,
                disposeBatch,
                disposeDataset)
        {
        }

        /// <inheritdoc cref="utils.data.DataLoader(utils.data.Dataset, int, bool, Device, int?, int, bool, bool, bool, Generator, bool)"/>
        public DataLoader(
            utils.data.Dataset dataset,
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
                Collation.OfNamed(device, pin_memory),
                shuffle,
                device,
                seed,
                num_worker,
                drop_last,
                disposeBatch,
                disposeDataset,
                generator)
        {
        }
    }
}
