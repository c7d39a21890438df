using System;

namespace TorchSharpPy.Interop
{
    /// <summary>A wait for other threads, which may need Python's lock: the calling thread gives it up meanwhile, if it holds it.</summary>
    internal readonly unsafe struct WithoutHostLock : IDisposable
    {
        private readonly IntPtr released;

        private WithoutHostLock(IntPtr released)
        {
            this.released = released;
        }

        /// <summary>Gives the lock up until the result is disposed, by the same thread.</summary>
        internal static WithoutHostLock Begin() => new WithoutHostLock((IntPtr)NativeMethods.tsp_host_lock_release());

        /// <inheritdoc/>
        public void Dispose() => NativeMethods.tsp_host_lock_restore((void*)released);
    }
}
