using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Data
{
    /// <summary>Makes batches of samples: tensors that belong together get one more dimension, in front.</summary>
    internal sealed class Collation
    {
        private readonly Device? device;
        private readonly bool pins;

        /// <summary>Batches on a device.</summary>
        /// <param name="device">The device; null for that of the samples.</param>
        /// <param name="pin_memory">Whether batches on the CPU are in pinned memory, if there is a GPU.</param>
        internal Collation(Device? device, bool pin_memory)
        {
            this.device = device;
            pins = pin_memory && torch.cuda.is_available();
        }

        /// <summary>Makes batches of named tensors.</summary>
        internal static Func<IEnumerable<Dictionary<string, Tensor>>, Device, Dictionary<string, Tensor>> OfNamed(
            Device? device, bool pin_memory)
        {
            var collation = new Collation(device, pin_memory);
            return (samples, _) => collation.Named(samples);
        }

        /// <summary>Makes batches of lists of tensors.</summary>
        internal static Func<IEnumerable<IList<Tensor>>, Device, Batch> OfLists(Device? device, bool pin_memory)
        {
            var collation = new Collation(device, pin_memory);
            return (samples, _) => collation.Listed(samples);
        }

        /// <summary>Rows of a dataset of tensors, without making samples first.</summary>
        internal Batch Rows(TensorDataset dataset, long[] indices)
        {
            using Batch rows = dataset.Rows(indices);
            return Batch.Of(rows.Count, index => Placed(rows[index]));
        }

        private Dictionary<string, Tensor> Named(IEnumerable<Dictionary<string, Tensor>> samples)
        {
            Dictionary<string, Tensor>[] all = samples.ToArray();
            return all[0].Keys.ToDictionary(name => name, name => Stacked(all.Select(sample => sample.TryGetValue(name, out Tensor found)
                ? found
                : throw new ArgumentException($"A sample has no tensor '{name}', but the first sample of its batch has one."))));
        }

        private Batch Listed(IEnumerable<IList<Tensor>> samples)
        {
            IList<Tensor>[] all = samples.ToArray();
            if (all.FirstOrDefault(sample => sample.Count != all[0].Count) is IList<Tensor> other)
            {
                throw new ArgumentException(
                    $"A sample has {other.Count} tensors, but the first sample of its batch has {all[0].Count}: they must be the same.");
            }
            return Batch.Of(all[0].Count, index => Stacked(all.Select(sample => sample[index])));
        }

        private Tensor Stacked(IEnumerable<Tensor> tensors)
        {
            using Tensor stacked = stack(tensors);
            return Placed(stacked);
        }

        /// <summary>A tensor where it belongs, as a new object.</summary>
        private Tensor Placed(Tensor tensor)
        {
            if (device is null || tensor.device == device)
            {
                return pins && tensor.device.type == DeviceType.CPU ? tensor.pin_memory() : tensor.alias();
            }
            if (!pins || tensor.device.type != DeviceType.CPU)
            {
                return tensor.to(device);
            }
            using Tensor pinned = tensor.pin_memory();
            return pinned.to(device, non_blocking: true);
        }
    }
}
