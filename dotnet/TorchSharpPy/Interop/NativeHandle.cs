using System;
using System.Threading;

namespace TorchSharpPy.Interop
{
    /// <summary>Base of everything that owns a native object and must be disposed or finalized.</summary>
    /// <remarks>
    /// <para><see cref="Dispose"/> may be called more than once, from any thread, also while a call
    /// uses the object: the native object is released when the last such call has returned.</para>
    /// <para>A SafeHandle would do the same at several times the cost per call.</para>
    /// </remarks>
    public abstract class NativeHandle : IDisposable
    {
        private readonly IntPtr handle;

        /// <summary>The owner's reference and one for each running call; 0 once released.</summary>
        private int references = 1;

        private int disposed;

        /// <summary>Takes ownership of a native handle.</summary>
        private protected NativeHandle(IntPtr handle)
        {
            this.handle = handle;
        }

        /// <summary>Hands the native object to the releasing thread: releasing may wait for a lock.</summary>
        ~NativeHandle()
        {
            if (handle != IntPtr.Zero && Volatile.Read(ref references) != 0)
            {
                ReleaseQueue.Add(this);
            }
        }

        /// <summary>Whether <see cref="Dispose"/> was called.</summary>
        public bool IsDisposed => Volatile.Read(ref disposed) != 0;

        /// <summary>The native handle, whether or not it is still valid.</summary>
        private protected IntPtr Native => handle;

        /// <summary>What a user calls this object, for ObjectDisposedException.</summary>
        private protected virtual string DisplayName => GetType().Name;

        /// <summary>Gives the native object back. Later uses throw <see cref="ObjectDisposedException"/>.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref disposed, 1) == 0)
            {
                EndLease();
            }
        }

        /// <summary>Keeps the native object alive until <see cref="EndLease"/>.</summary>
        /// <returns>The native handle.</returns>
        /// <exception cref="ObjectDisposedException">The object was disposed.</exception>
        internal IntPtr AddLease()
        {
            int seen = Volatile.Read(ref references);
            while (Volatile.Read(ref disposed) == 0 && seen != 0)
            {
                int before = Interlocked.CompareExchange(ref references, seen + 1, seen);
                if (before == seen)
                {
                    return handle;
                }
                seen = before;
            }
            throw new ObjectDisposedException(DisplayName);
        }

        /// <summary>Ends one lease; the last one out releases the native object.</summary>
        internal void EndLease()
        {
            if (Interlocked.Decrement(ref references) == 0)
            {
                GC.SuppressFinalize(this);
                if (!ReleaseQueue.IsStopped)
                {
                    Release(handle);
                }
            }
        }

        /// <summary>Releases natively in place of the owner that was never disposed.</summary>
        internal void ReleaseAbandoned()
        {
            if (Interlocked.Exchange(ref references, 0) != 0)
            {
                Release(handle);
            }
        }

        /// <summary>Gives the native handle back to the core.</summary>
        private protected abstract void Release(IntPtr handle);
    }
}
