using System;
using System.Collections;
using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>The same rows of each tensor of a dataset: <c>foreach (var (x, y) in loader)</c>.</summary>
    public sealed class Batch : IReadOnlyList<Tensor>, IList<Tensor>, IDisposable
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

        bool ICollection<Tensor>.IsReadOnly => true;

        Tensor IList<Tensor>.this[int index]
        {
            get => tensors[index];
            set => throw Fixed();
        }

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

        int IList<Tensor>.IndexOf(Tensor item) => Array.FindIndex(tensors, tensor => ReferenceEquals(tensor, item));

        void IList<Tensor>.Insert(int index, Tensor item) => throw Fixed();

        void IList<Tensor>.RemoveAt(int index) => throw Fixed();

        void ICollection<Tensor>.Add(Tensor item) => throw Fixed();

        void ICollection<Tensor>.Clear() => throw Fixed();

        bool ICollection<Tensor>.Contains(Tensor item) => Array.Exists(tensors, tensor => ReferenceEquals(tensor, item));

        void ICollection<Tensor>.CopyTo(Tensor[] array, int arrayIndex) => tensors.CopyTo(array, arrayIndex);

        bool ICollection<Tensor>.Remove(Tensor item) => throw Fixed();

        /// <summary>Disposes the tensors.</summary>
        public void Dispose() => DisposeAll(tensors);

        /// <summary>Makes a batch of tensors; if one fails, disposes the others.</summary>
        internal static Batch Of(int count, Func<int, Tensor> make)
        {
            var made = new Tensor?[count];
            try
            {
                for (int i = 0; i < count; i++)
                {
                    made[i] = make(i);
                }
                return new Batch(made!);
            }
            catch
            {
                DisposeAll(made);
                throw;
            }
        }

        /// <summary>Disposes tensors and ignores nulls.</summary>
        internal static void DisposeAll(IEnumerable<Tensor?> tensors)
        {
            foreach (Tensor? tensor in tensors)
            {
                tensor?.Dispose();
            }
        }

        private static NotSupportedException Fixed() => new NotSupportedException("A batch cannot be changed: make a list of its tensors.");

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
