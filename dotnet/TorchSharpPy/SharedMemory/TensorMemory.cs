using System;
using System.Buffers;
using System.Threading;

namespace TorchSharpPy.SharedMemory
{
    /// <summary>The elements of a contiguous CPU tensor. It keeps them, also after the tensor was disposed.</summary>
    internal sealed unsafe class TensorMemory<T> : MemoryManager<T>
        where T : unmanaged
    {
        private readonly torch.Tensor tensor;
        private readonly IntPtr native;
        private readonly long count;
        private int isReleased;

        internal TensorMemory(torch.Tensor tensor)
        {
            this.tensor = tensor;
            count = tensor.NumberOfElements;
            native = tensor.AddLease(); // if this object is forgotten, so is the tensor, whose guard then releases it
        }

        /// <inheritdoc/>
        public override Span<T> GetSpan() => Volatile.Read(ref isReleased) == 0
            ? new Span<T>(torch.Tensor.ElementsOf(native, count), torch.Tensor.LengthOfSpan(count))
            : throw new ObjectDisposedException(nameof(Memory<T>));

        /// <inheritdoc/>
        public override MemoryHandle Pin(int elementIndex = 0)
        {
            Span<T> span = GetSpan();
            if ((uint)elementIndex > (uint)span.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(elementIndex));
            }
            // libtorch does not move elements: nothing to pin, but the handle keeps this object.
            return new MemoryHandle((T*)torch.Tensor.ElementsOf(native, count) + elementIndex, default, this);
        }

        /// <inheritdoc/>
        public override void Unpin() => GC.KeepAlive(this);

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing && Interlocked.Exchange(ref isReleased, 1) == 0)
            {
                tensor.EndLease();
            }
        }
    }
}
