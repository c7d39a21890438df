using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Data;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Utilities for training.</summary>
        public static partial class utils
        {
            /// <summary>Datasets and their batches.</summary>
            public static partial class data
            {
                /// <summary>Tensors whose rows belong together, such as images and their classes.</summary>
                /// <param name="tensors">The tensors, whose first dimensions have the same size. The caller still disposes them.</param>
                /// <exception cref="ArgumentException">There are no tensors, or their first dimensions differ.</exception>
                public static TensorDataset TensorDataset(params Tensor[] tensors) => new TensorDataset(tensors);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Tensors whose rows belong together.</summary>
    public sealed class TensorDataset : torch.utils.data.IterableDataset
    {
        internal TensorDataset(torch.Tensor[] tensors)
        {
            if ((tensors ?? throw new ArgumentNullException(nameof(tensors))).Length == 0 ||
                tensors.Any(tensor => tensor is null || tensor.ndim == 0))
            {
                throw new ArgumentException(
                    "A dataset needs at least one tensor, and each tensor needs at least one dimension.", nameof(tensors));
            }
            Count = tensors[0].size(0);
            if (tensors.Any(tensor => tensor.size(0) != Count))
            {
                string sizes = string.Join(", ", tensors.Select(tensor => tensor.size(0)));
                throw new ArgumentException(
                    $"The tensors must have the same number of rows, but their first dimensions are {sizes}.", nameof(tensors));
            }
            this.tensors = tensors.Select(tensor => tensor.alias().DetachFromDisposeScope()).ToArray();
        }

        /// <summary>The tensors, which share the memory of those that were given.</summary>
        public IReadOnlyList<torch.Tensor> tensors { get; }

        /// <summary>The number of rows.</summary>
        public override long Count { get; }

        /// <summary>One row of each tensor, as new tensors that share the memory.</summary>
        /// <param name="index">The row; negative numbers count from the end.</param>
        public Batch this[long index] => Map(tensor => tensor[index]);

        /// <summary>One row of each tensor, as new tensors that share the memory.</summary>
        /// <param name="index">The row; negative numbers count from the end.</param>
        public override IList<torch.Tensor> GetTensor(long index) => this[index];

        /// <summary>Copies of some rows of each tensor.</summary>
        internal Batch Rows(long[] indices)
        {
            if (indices.Length > 0 && RowIndices.AreConsecutive(indices))
            {
                return Map(tensor =>
                {
                    using torch.Tensor part = tensor.narrow(0, indices[0], indices.Length);
                    return part.clone();
                });
            }
            using torch.Tensor rows = torch.tensor(indices);
            return Map(tensor =>
            {
                using torch.Tensor there = rows.to(tensor.device);
                return tensor.index_select(0, there);
            });
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Batch.DisposeAll(tensors);
            }
            base.Dispose(disposing);
        }

        /// <summary>Creates a tensor from each item; if one fails, disposes the others.</summary>
        private Batch Map(Func<torch.Tensor, torch.Tensor> make) => Batch.Of(tensors.Count, index => make(tensors[index]));
    }
}
