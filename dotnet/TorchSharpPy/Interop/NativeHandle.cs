using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace TorchSharpPy.Interop
{
    /// <summary>Base of everything that owns a native object and must be disposed or finalized.</summary>
    /// <remarks>
    /// <para><see cref="Dispose"/> may be called more than once, from any thread, also while a call
    /// uses the object: the native object is released when the last such call has returned.</para>
    /// <para>A SafeHandle would do the same at several times the cost per call.</para>
    /// <para>Its <see cref="HandleGuard"/> finds an object that was forgotten.</para>
    /// </remarks>
    public abstract partial class NativeHandle : IDisposable
    {
        private const int Owner = 1;
        private const int Lease = 2;

        private readonly IntPtr handle;
        private readonly HandleGuard guard;

        /// <summary>The owner's share until Dispose, and one lease for each running call; 0 once released.</summary>
        private int shares = Owner;

        /// <summary>Takes ownership of a native handle.</summary>
        /// <param name="handle">The handle.</param>
        /// <param name="memory">How many bytes it holds, if the garbage collector should know.</param>
        private protected NativeHandle(IntPtr handle, long memory = 0)
            : this(handle, memory, ThreadGuards.Current)
        {
        }

        /// <summary>Takes ownership of a native handle.</summary>
        /// <param name="handle">The handle.</param>
        /// <param name="memory">How many bytes it holds.</param>
        /// <param name="thread">The calling thread's guards.</param>
        private protected NativeHandle(IntPtr handle, long memory, ThreadGuards thread)
        {
            this.handle = handle;
            guard = HandleGuard.For(this, memory, thread);
        }

        /// <summary>Whether <see cref="Dispose"/> was called.</summary>
        public bool IsDisposed => (Volatile.Read(ref shares) & Owner) == 0;

        /// <summary>The native handle, whether or not it is still valid.</summary>
        private protected IntPtr Native => handle;

        /// <summary>What a user calls this object, for ObjectDisposedException.</summary>
        private protected virtual string DisplayName => GetType().Name;

        /// <summary>Releases the native object. Later uses throw <see cref="ObjectDisposedException"/>.</summary>
        public void Dispose()
        {
            int seen = Volatile.Read(ref shares);
            while ((seen & Owner) != 0)
            {
                int before = Interlocked.CompareExchange(ref shares, seen - Owner, seen);
                if (before == seen)
                {
                    OnDispose();
                    if (seen == Owner)
                    {
                        ReleaseNow();
                    }
                    return;
                }
                seen = before;
            }
        }

        /// <summary>Whether it has that native handle and is not disposed.</summary>
        internal bool IsOf(IntPtr native) => handle == native && !IsDisposed;

        /// <summary>Keeps the native object alive until <see cref="EndLease"/>.</summary>
        /// <returns>The native handle.</returns>
        /// <exception cref="ObjectDisposedException">The object was disposed.</exception>
        internal IntPtr AddLease()
        {
            IntPtr native = TryAddLease();
            return native != IntPtr.Zero ? native : throw new ObjectDisposedException(DisplayName);
        }

        /// <summary>Keeps the native object alive until <see cref="EndLease"/>.</summary>
        /// <returns>The native handle; zero if the object was disposed.</returns>
        internal IntPtr TryAddLease()
        {
            int seen = Volatile.Read(ref shares);
            while ((seen & Owner) != 0)
            {
                int before = Interlocked.CompareExchange(ref shares, seen + Lease, seen);
                if (before == seen)
                {
                    return handle;
                }
                seen = before;
            }
            return IntPtr.Zero;
        }

        /// <summary>Ends one lease; the last one out releases the native object.</summary>
        internal void EndLease()
        {
            if (Interlocked.Add(ref shares, -Lease) == 0)
            {
                ReleaseNow();
            }
        }

        /// <summary>Whether Dispose releases it even when the process, or Python in it, is ending.</summary>
        private protected virtual bool IsReleasedAtExit => false;

        /// <summary>The owner disposes the object.</summary>
        private protected virtual void OnDispose()
        {
        }

        /// <summary>Releases the native handle.</summary>
        private protected abstract void Release(IntPtr handle);

        /// <summary>Releases what nothing uses any longer. Its native call would cost each call that only ends a lease.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private void ReleaseNow()
        {
            guard.End();
            if (IsReleasedAtExit || !ReleaseQueue.IsStopped)
            {
                Release(handle);
            }
        }
    }
}
