using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    // Scopes hold on the thread that entered them. Nested ones are left in the reverse order, as 'using' does: each puts
    // back what held when it was entered.
    public static unsafe partial class torch
    {
        /// <summary>Stops autograd from recording on the calling thread, until disposed on that thread.</summary>
        /// <returns>The scope, for <c>using</c>.</returns>
        public static IDisposable no_grad() => GradMode("no_grad", false);

        /// <summary>Lets autograd record on the calling thread, until disposed on that thread.</summary>
        /// <returns>The scope, for <c>using</c>.</returns>
        public static IDisposable enable_grad() => GradMode("enable_grad", true);

        /// <summary>Sets whether autograd records on the calling thread, until disposed on that thread.</summary>
        /// <param name="mode">Whether it records.</param>
        /// <returns>The scope, for <c>using</c>; without it the mode stays as set.</returns>
        public static IDisposable set_grad_enabled(bool mode = true) => GradMode("set_grad_enabled", mode);

        /// <summary>Whether autograd records on the calling thread.</summary>
        public static bool is_grad_enabled() => NativeCall.Read<int>(NativeMethods.tsp_grad_mode_get) != 0;

        /// <summary>Inference mode on the calling thread, until disposed on that thread: no_grad, and tensors that autograd can never use.</summary>
        /// <param name="mode">False to leave inference mode inside of it.</param>
        /// <returns>The scope, for <c>using</c>.</returns>
        public static IDisposable inference_mode(bool mode = true) =>
            NativeScope.Enter("inference_mode", scope => NativeMethods.tsp_inference_mode_enter(mode ? 1 : 0, scope));

        /// <summary>Whether the calling thread is in inference mode.</summary>
        public static bool is_inference_mode_enabled() => NativeCall.Read<int>(NativeMethods.tsp_inference_mode_get) != 0;

        private static IDisposable GradMode(string name, bool enabled) =>
            NativeScope.Enter(name, scope => NativeMethods.tsp_grad_mode_enter(enabled ? 1 : 0, scope));
    }
}
