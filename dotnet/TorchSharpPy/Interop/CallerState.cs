using System;

namespace TorchSharpPy.Interop
{
    /// <summary>What held on a thread: whether gradients are recorded, inference mode, autocast.</summary>
    internal sealed unsafe class CallerState : NativeHandle
    {
        private CallerState(IntPtr handle)
            : base(handle)
        {
        }

        /// <summary>What holds on the calling thread now.</summary>
        internal static CallerState Capture() =>
            new CallerState(NativeCall.Read<IntPtr>(state => NativeMethods.tsp_thread_state_capture(state)));

        /// <summary>Runs something on the calling thread as it would have run where this was captured.</summary>
        internal T Run<T>(Func<T> function)
        {
            ScopeHandle scope = Enter();
            try
            {
                return function();
            }
            finally
            {
                scope.Leave();
            }
        }

        private ScopeHandle Enter() => new ScopeHandle(Read<IntPtr>(NativeMethods.tsp_thread_state_enter));

        private protected override void Release(IntPtr handle) => NativeMethods.tsp_thread_state_release(handle);
    }
}
