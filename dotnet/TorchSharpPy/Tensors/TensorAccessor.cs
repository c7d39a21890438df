using System;
using System.Collections;
using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Utils
{
    /// <summary>Reads the elements of a CPU tensor in row-major order.</summary>
    /// <remarks>It keeps the tensor reachable. If the tensor is disposed, reads throw.</remarks>
    /// <typeparam name="T">The C# type of the elements.</typeparam>
    public sealed class TensorAccessor<T> : IEnumerable<T>, IDisposable
        where T : unmanaged
    {
        private readonly torch.Tensor tensor;
        private readonly bool ownsTensor;
        private readonly long[] shape;

        internal TensorAccessor(torch.Tensor tensor, bool ownsTensor)
        {
            this.tensor = tensor;
            this.ownsTensor = ownsTensor;
            shape = tensor.shape;
            Count = tensor.NumberOfElements;
        }

        /// <summary>The number of elements.</summary>
        public long Count { get; }

        /// <summary>One element.</summary>
        /// <param name="indices">An index for each dimension, or one index in row-major order.</param>
        /// <exception cref="IndexOutOfRangeException">An index is out of range.</exception>
        /// <exception cref="ArgumentException">The number of indices is not the number of dimensions.</exception>
        /// <exception cref="InvalidOperationException">The tensor's size changed after the accessor was created.</exception>
        public T this[params long[] indices] => Read(Offset(indices));

        /// <summary>A copy of all elements.</summary>
        /// <exception cref="InvalidOperationException">The tensor's size changed after the accessor was created.</exception>
        public T[] ToArray()
        {
            var copy = new T[Count];
            CopyTo(copy);
            return copy;
        }

        /// <summary>Copies all elements.</summary>
        /// <param name="destination">The destination, with room for at least <see cref="Count"/> elements.</param>
        /// <exception cref="ArgumentException">The destination is too short.</exception>
        /// <exception cref="InvalidOperationException">The tensor's size changed after the accessor was created.</exception>
        public unsafe void CopyTo(Span<T> destination)
        {
            using HandleLease lease = new HandleLease(tensor);
            new ReadOnlySpan<T>(torch.Tensor.ElementsOf(lease.Native, Count), checked((int)Count)).CopyTo(destination);
        }

        /// <summary>Enumerates the elements.</summary>
        public IEnumerator<T> GetEnumerator()
        {
            for (long i = 0; i < Count; i++)
            {
                yield return Read(i);
            }
        }

        /// <summary>Releases the copy, if the elements had to be copied into row-major order.</summary>
        public void Dispose()
        {
            if (ownsTensor)
            {
                tensor.Dispose();
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private unsafe T Read(long offset)
        {
            using HandleLease lease = new HandleLease(tensor);
            return ((T*)torch.Tensor.ElementsOf(lease.Native, Count))[offset];
        }

        private long Offset(long[] indices)
        {
            if (indices.Length == 1)
            {
                return Checked(indices[0], Count);
            }
            if (indices.Length != shape.Length)
            {
                throw new ArgumentException(
                    $"Expected {shape.Length} indices, one for each dimension, got {indices.Length}.", nameof(indices));
            }
            long offset = 0;
            for (int i = 0; i < indices.Length; i++)
            {
                offset = (offset * shape[i]) + Checked(indices[i], shape[i]);
            }
            return offset;
        }

        private static long Checked(long index, long size) => (ulong)index < (ulong)size
            ? index
            : throw new IndexOutOfRangeException(FormattableString.Invariant($"The index {index} is out of range for size {size}."));
    }
}
