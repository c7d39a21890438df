using System;

namespace TorchSharpPy.Interop
{
    /// <summary>Owns a native scope: grad mode, inference mode, autocast, a limit, or the state of another thread.</summary>
    /// <remarks>A forgotten scope is released by the releasing thread. Then no thread's settings change.</remarks>
    internal sealed class ScopeHandle : NativeHandle
    {
        private int status;

        /// <summary>Takes ownership of a native scope that was entered on the calling thread.</summary>
        /// <param name="handle">A tsp_scope.</param>
        internal ScopeHandle(IntPtr handle)
            : base(handle)
        {
        }

        /// <summary>Leaves the scope, on the thread that entered it.</summary>
        internal void Leave()
        {
            Dispose();
            Status.Check(status);
        }

        /// <summary>Cancels what runs in the scope of a limit. No other thread may leave it meanwhile.</summary>
        internal void Cancel() => Run(NativeMethods.tsp_limit_cancel);

        // The caller's thread goes on, so its settings must be restored. This takes no lock.
        private protected override bool IsReleasedAtExit => true;

        private protected override void Release(IntPtr handle) => status = NativeMethods.tsp_scope_exit(handle);
    }
}
