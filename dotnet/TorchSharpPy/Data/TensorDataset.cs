using System;
using System.Collections.Generic;
using System.Linq;
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
    public sealed class TensorDataset
    {
        internal TensorDataset(torch.Tensor[] tensors)
        {
            this.tensors = (torch.Tensor[])(tensors ?? throw new ArgumentNullException(nameof(tensors))).Clone();
            if (tensors.Length == 0 || tensors.Any(tensor => tensor is null || tensor.ndim == 0))
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
        }

        /// <summary>The tensors.</summary>
        public IReadOnlyList<torch.Tensor> tensors { get; }

        /// <summary>The number of rows.</summary>
        public long Count { get; }

        /// <summary>One row of each tensor, as new tensors that share the memory.</summary>
        /// <param name="index">The row; negative numbers count from the end.</param>
        public Batch this[long index] => Map(tensor => tensor[index]);

        /// <summary>Creates a tensor from each item; if one fails, disposes the others.</summary>
        internal Batch Map(Func<torch.Tensor, torch.Tensor> make)
        {
            var made = new torch.Tensor?[tensors.Count];
            try
            {
                for (int i = 0; i < made.Length; i++)
                {
                    made[i] = make(tensors[i]);
                }
                return new Batch(made!);
            }
            catch
            {
                Batch.DisposeAll(made);
                throw;
            }
        }
    }
}
