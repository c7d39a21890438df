using System;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    /// <summary>A tensor in the form of DLPack (<c>DLManagedTensor</c>), to be given to another library in this process.</summary>
    public sealed class DLPackTensor : SafeHandle
    {
        internal DLPackTensor(IntPtr managed)
            : base(IntPtr.Zero, ownsHandle: true) => SetHandle(managed);

        /// <inheritdoc/>
        public override bool IsInvalid => handle == IntPtr.Zero;

        /// <summary>The <c>DLManagedTensor*</c>, for a library that takes it over: that calls its deleter, once.</summary>
        /// <exception cref="ObjectDisposedException">It was disposed, or taken before.</exception>
        public IntPtr Take()
        {
            IntPtr taken = handle;
            if (IsClosed || IsInvalid)
            {
                throw new ObjectDisposedException(nameof(DLPackTensor));
            }
            SetHandleAsInvalid();
            return taken;
        }

        /// <inheritdoc/>
        protected override unsafe bool ReleaseHandle()
        {
            if (!ReleaseQueue.IsStopped)
            {
                NativeMethods.tsp_dlpack_release((void*)handle);
            }
            return true;
        }
    }
}
