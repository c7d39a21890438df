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
                /// <summary>The batches of a dataset of named tensors, in a given order; each enumeration is one epoch.</summary>
                /// <param name="dataset">The dataset.</param>
                /// <param name="batchSize">The number of samples in a batch.</param>
                /// <param name="shuffler">The indices of the samples, enumerated again for each epoch; a sampler, for instance.</param>
                /// <param name="device">The device for the batches; that of the samples by default.</param>
                /// <param name="num_worker">With more than one, so many threads make batches ahead. The order stays the same.</param>
                /// <param name="drop_last">Whether to drop the last batch if it is smaller.</param>
                /// <param name="disposeBatch">False if the caller disposes the batches.</param>
                /// <param name="disposeDataset">Whether disposing the loader disposes the dataset.</param>
                /// <param name="pin_memory">Whether batches on the CPU are in pinned memory, if there is a GPU.</param>
                /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1, or the number of workers is
                /// negative.</exception>
                public static DataLoader DataLoader(
                    Dataset dataset,
                    int batchSize,
                    IEnumerable<long> shuffler,
                    Device? device = null,
                    int num_worker = 1,
                    bool drop_last = false,
                    bool disposeBatch = true,
                    bool disposeDataset = true,
                    bool pin_memory = false) =>
                    new DataLoader(
                        dataset, batchSize, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset, pin_memory);

                /// <summary>The batches of a dataset of named tensors; each enumeration is one epoch.</summary>
                /// <param name="dataset">The dataset.</param>
                /// <param name="batchSize">The number of samples in a batch.</param>
                /// <param name="shuffle">Whether each epoch has a new random order.</param>
                /// <param name="device">The device for the batches; that of the samples by default.</param>
                /// <param name="seed">A seed for the order; PyTorch's default generator draws it by default.</param>
                /// <param name="num_worker">With more than one, so many threads make batches ahead. The order stays the same.</param>
                /// <param name="drop_last">Whether to drop the last batch if it is smaller.</param>
                /// <param name="disposeBatch">False if the caller disposes the batches.</param>
                /// <param name="disposeDataset">Whether disposing the loader disposes the dataset.</param>
                /// <param name="generator">A generator for the order, instead of a seed.</param>
                /// <param name="pin_memory">Whether batches on the CPU are in pinned memory, if there is a GPU.</param>
                /// <remarks>
                /// With the same seed, the order is that of <c>torch.utils.data.DataLoader</c> in Python, and the generator is left in
                /// the same state.
                /// </remarks>
                /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1, or the number of workers is
                /// negative.</exception>
                public static DataLoader DataLoader(
                    Dataset dataset,
                    int batchSize = 1,
                    bool shuffle = false,
                    Device? device = null,
                    int? seed = null,
                    int num_worker = 1,
                    bool drop_last = false,
                    bool disposeBatch = true,
                    bool disposeDataset = true,
                    Generator? generator = null,
                    bool pin_memory = false) =>
                    new DataLoader(
                        dataset,
                        batchSize,
                        shuffle,
                        device,
                        seed,
                        num_worker,
                        drop_last,
                        disposeBatch,
                        disposeDataset,
                        generator,
                        pin_memory);

                /// <summary>The batches of a dataset of lists of tensors, in a given order; each enumeration is one epoch.</summary>
                /// <param name="dataset">The dataset.</param>
                /// <param name="batchSize">The number of samples in a batch.</param>
                /// <param name="shuffler">The indices of the samples, enumerated again for each epoch; a sampler, for instance.</param>
                /// <param name="device">The device for the batches; that of the samples by default.</param>
                /// <param name="num_worker">With more than one, so many threads make batches ahead. The order stays the same.</param>
                /// <param name="drop_last">Whether to drop the last batch if it is smaller.</param>
                /// <param name="disposeBatch">False if the caller disposes the batches.</param>
                /// <param name="disposeDataset">Whether disposing the loader disposes the dataset.</param>
                /// <param name="pin_memory">Whether batches on the CPU are in pinned memory, if there is a GPU.</param>
                /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1, or the number of workers is
                /// negative.</exception>
                public static IterableDataLoader DataLoader(
                    IterableDataset dataset,
                    int batchSize,
                    IEnumerable<long> shuffler,
                    Device? device = null,
                    int num_worker = 1,
                    bool drop_last = false,
                    bool disposeBatch = true,
                    bool disposeDataset = true,
                    bool pin_memory = false) =>
                    new IterableDataLoader(
                        dataset, batchSize, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset, pin_memory);

                /// <summary>The batches of a dataset of lists of tensors; each enumeration is one epoch.</summary>
                /// <param name="dataset">The dataset.</param>
                /// <param name="batchSize">The number of samples in a batch.</param>
                /// <param name="shuffle">Whether each epoch has a new random order.</param>
                /// <param name="device">The device for the batches; that of the samples by default.</param>
                /// <param name="seed">A seed for the order; PyTorch's default generator draws it by default.</param>
                /// <param name="num_worker">With more than one, so many threads make batches ahead. The order stays the same.</param>
                /// <param name="drop_last">Whether to drop the last batch if it is smaller.</param>
                /// <param name="disposeBatch">False if the caller disposes the batches.</param>
                /// <param name="disposeDataset">Whether disposing the loader disposes the dataset.</param>
                /// <param name="generator">A generator for the order, instead of a seed.</param>
                /// <param name="pin_memory">Whether batches on the CPU are in pinned memory, if there is a GPU.</param>
                /// <remarks>
                /// With the same seed, the order is that of <c>torch.utils.data.DataLoader</c> in Python, and the generator is left in
                /// the same state.
                /// </remarks>
                /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1, or the number of workers is
                /// negative.</exception>
                public static IterableDataLoader DataLoader(
                    IterableDataset dataset,
                    int batchSize = 1,
                    bool shuffle = false,
                    Device? device = null,
                    int? seed = null,
                    int num_worker = 1,
                    bool drop_last = false,
                    bool disposeBatch = true,
                    bool disposeDataset = true,
                    Generator? generator = null,
                    bool pin_memory = false) =>
                    new IterableDataLoader(
                        dataset,
                        batchSize,
                        shuffle,
                        device,
                        seed,
                        num_worker,
                        drop_last,
                        disposeBatch,
                        disposeDataset,
                        generator,
                        pin_memory);
            }
        }
    }
}
