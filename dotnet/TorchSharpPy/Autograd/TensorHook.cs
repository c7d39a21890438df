using System;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Autograd
{
    /// <summary>A C# function that autograd calls with a tensor, on any thread.</summary>
    internal sealed unsafe class TensorHook
    {
        // The pointer that native code holds does not keep the delegate alive.
        private static readonly HookCallback Callback = OnCall;
        private static readonly IntPtr CallbackPointer = Marshal.GetFunctionPointerForDelegate(Callback);

        private readonly Func<Tensor, Tensor?> hook;

        private TensorHook(Func<Tensor, Tensor?> hook)
        {
            this.hook = hook;
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int HookCallback(IntPtr context, IntPtr tensor, IntPtr* result);

        /// <summary>Adds a hook to a tensor.</summary>
        /// <param name="tensor">The tensor.</param>
        /// <param name="kind">When autograd calls it.</param>
        /// <param name="hook">Returns what replaces its argument, or null.</param>
        internal static nn.HookRemover Add(Tensor tensor, NativeHookKind kind, Func<Tensor, Tensor?> hook)
        {
            using var lease = new HandleLease(tensor);
            IntPtr added;
            Status.Check(NativeMethods.tsp_hook_add(
                lease.Native, (int)kind, CallbackPointer, KeptObject.Release, KeptObject.Keep(new TensorHook(hook)), &added));
            var handle = new Handle(added);
            return new nn.HookRemover(() =>
            {
                handle.Run(NativeMethods.tsp_hook_remove);
                handle.Dispose();
            });
        }

        private static int OnCall(IntPtr kept, IntPtr tensor, IntPtr* result)
        {
            try
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor? changed = KeptObject.Of<TensorHook>(kept).hook(Borrowed.Share(tensor));
                *result = changed?.Read<IntPtr>(NativeMethods.tsp_tensor_retain) ?? IntPtr.Zero;
                return 0; // if the scope cannot end, native code releases the result
            }
            catch (Exception error)
            {
                return CallbackFailure.Report(error);
            }
        }

        /// <summary>Owns a tsp_hook. The hook stays when it is released.</summary>
        private sealed class Handle : NativeHandle
        {
            internal Handle(IntPtr native)
                : base(native)
            {
            }

            private protected override void Release(IntPtr handle) => NativeMethods.tsp_hook_release(handle);
        }
    }
}
