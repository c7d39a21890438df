using System;

namespace TorchSharpPy.Interop
{
    /// <summary>The settings of a thread: grad mode, inference mode, autocast.</summary>
    internal sealed unsafe class CallerState : NativeHandle
    {
        private CallerState(IntPtr handle)
            : base(handle)
        {
        }

        /// <summary>Captures the settings of the calling thread.</summary>
        internal static CallerState Capture() =>
            new CallerState(NativeCall.Read<IntPtr>(state => NativeMethods.tsp_thread_state_capture(state)));

        /// <summary>Runs a function on the calling thread with the captured settings.</summary>
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
