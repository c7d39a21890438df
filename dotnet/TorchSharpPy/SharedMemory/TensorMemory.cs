using System;
using System.Buffers;
using TorchSharpPy.Interop;

namespace TorchSharpPy.SharedMemory
{
    /// <summary>The elements of a contiguous CPU tensor. It keeps them, also after the tensor was disposed.</summary>
    internal sealed unsafe class TensorMemory<T> : MemoryManager<T>
        where T : unmanaged
    {
        private readonly torch.Tensor own;
        private readonly int length;

        internal TensorMemory(torch.Tensor tensor)
        {
            own = new torch.Tensor(tensor.Read<IntPtr>(NativeMethods.tsp_tensor_retain)).DetachFromDisposeScope();
            length = torch.Tensor.LengthOfSpan(own.NumberOfElements);
        }

        /// <inheritdoc/>
        public override Span<T> GetSpan()
        {
            using HandleLease lease = new HandleLease(own);
            return new Span<T>(torch.Tensor.ElementsOf(lease.Native, length), length);
        }

        /// <inheritdoc/>
        public override MemoryHandle Pin(int elementIndex = 0)
        {
            if ((uint)elementIndex > (uint)length)
            {
                throw new ArgumentOutOfRangeException(nameof(elementIndex));
            }
            // libtorch does not move elements: nothing to pin, but the handle keeps this object.
            using HandleLease lease = new HandleLease(own);
            return new MemoryHandle((T*)torch.Tensor.ElementsOf(lease.Native, length) + elementIndex, default, this);
        }

        /// <inheritdoc/>
        public override void Unpin() => GC.KeepAlive(this);

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                own.Dispose();
            }
        }
    }
}
