using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    // A scope affects the thread that entered it, and restores the previous state when disposed. Dispose nested scopes in
    // reverse order, as 'using' does.
    public static unsafe partial class torch
    {
        /// <summary>Turns off autograd on the calling thread, until disposed on that thread.</summary>
        /// <returns>The scope, for <c>using</c>.</returns>
        public static IDisposable no_grad() => GradMode("no_grad", false);

        /// <summary>Turns on autograd on the calling thread, until disposed on that thread.</summary>
        /// <returns>The scope, for <c>using</c>.</returns>
        public static IDisposable enable_grad() => GradMode("enable_grad", true);

        /// <summary>Sets whether autograd records on the calling thread, until disposed on that thread.</summary>
        /// <param name="mode">Whether it records.</param>
        /// <returns>The scope, for <c>using</c>; if it is not disposed, the mode stays.</returns>
        public static IDisposable set_grad_enabled(bool mode = true) => GradMode("set_grad_enabled", mode);

        /// <summary>Whether autograd records on the calling thread.</summary>
        public static bool is_grad_enabled() => NativeCall.Read<int>(NativeMethods.tsp_grad_mode_get) != 0;

        /// <summary>Turns on inference mode on the calling thread, until disposed on that thread.</summary>
        /// <remarks>Like no_grad, but faster: autograd can never use the tensors that are created in this mode.</remarks>
        /// <param name="mode">False to turn inference mode off inside an inference scope.</param>
        /// <returns>The scope, for <c>using</c>.</returns>
        public static IDisposable inference_mode(bool mode = true) =>
            NativeScope.Enter("inference_mode", scope => NativeMethods.tsp_inference_mode_enter(mode ? 1 : 0, scope));

        /// <summary>Whether inference mode is on, on the calling thread.</summary>
        public static bool is_inference_mode_enabled() => NativeCall.Read<int>(NativeMethods.tsp_inference_mode_get) != 0;

        private static IDisposable GradMode(string name, bool enabled) =>
            NativeScope.Enter(name, scope => NativeMethods.tsp_grad_mode_enter(enabled ? 1 : 0, scope));
    }
}
