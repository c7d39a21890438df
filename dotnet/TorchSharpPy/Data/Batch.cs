using System;
using System.Collections;
using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>The same rows of each tensor of a dataset: <c>foreach (var (x, y) in loader)</c>.</summary>
    public sealed class Batch : IReadOnlyList<Tensor>, IDisposable
    {
        private readonly Tensor[] tensors;

        internal Batch(Tensor[] tensors)
        {
            this.tensors = tensors;
        }

        /// <summary>The number of tensors.</summary>
        public int Count => tensors.Length;

        /// <summary>One of the tensors.</summary>
        /// <param name="index">The index, in the order of the dataset.</param>
        public Tensor this[int index] => tensors[index];

        /// <summary>The tensors as an array.</summary>
        public static implicit operator Tensor[](Batch batch) => (Tensor[])batch.tensors.Clone();

        /// <summary>Deconstructs a batch of 2 tensors.</summary>
        /// <exception cref="InvalidOperationException">The batch has another number of tensors.</exception>
        public void Deconstruct(out Tensor first, out Tensor second)
        {
            Require(2);
            first = tensors[0];
            second = tensors[1];
        }

        /// <summary>Deconstructs a batch of 3 tensors.</summary>
        /// <exception cref="InvalidOperationException">The batch has another number of tensors.</exception>
        public void Deconstruct(out Tensor first, out Tensor second, out Tensor third)
        {
            Require(3);
            first = tensors[0];
            second = tensors[1];
            third = tensors[2];
        }

        /// <summary>Deconstructs a batch of 4 tensors.</summary>
        /// <exception cref="InvalidOperationException">The batch has another number of tensors.</exception>
        public void Deconstruct(out Tensor first, out Tensor second, out Tensor third, out Tensor fourth)
        {
            Require(4);
            first = tensors[0];
            second = tensors[1];
            third = tensors[2];
            fourth = tensors[3];
        }

        /// <summary>Enumerates the tensors.</summary>
        public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)tensors).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Disposes the tensors.</summary>
        public void Dispose() => DisposeAll(tensors);

        /// <summary>Disposes tensors and ignores nulls.</summary>
        internal static void DisposeAll(IEnumerable<Tensor?> tensors)
        {
            foreach (Tensor? tensor in tensors)
            {
                tensor?.Dispose();
            }
        }

        private void Require(int count)
        {
            if (tensors.Length != count)
            {
                throw new InvalidOperationException(
                    $"The batch has {tensors.Length} tensors, as many as the dataset, and cannot be deconstructed into {count}.");
            }
        }
    }
}
