using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Optim
{
    /// <summary>A C# function that native code calls for a loss.</summary>
    /// <remarks>An exception must not pass through native code: it is kept, and thrown after the native call.</remarks>
    internal sealed unsafe class LossClosure : IDisposable
    {
        // The pointer that native code holds does not keep the delegate alive.
        private static readonly NativeClosure Callback = OnCall;

        private readonly Func<torch.Tensor> closure;
        private ExceptionDispatchInfo? failure;
        private GCHandle self;

        internal LossClosure(Func<torch.Tensor> closure)
        {
            this.closure = closure;
            self = GCHandle.Alloc(this);
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate IntPtr NativeClosure(IntPtr context);

        /// <summary>The native function pointer, a tsp_closure.</summary>
        internal static IntPtr Function { get; } = Marshal.GetFunctionPointerForDelegate(Callback);

        /// <summary>The context argument of the native function.</summary>
        internal void* Context => (void*)GCHandle.ToIntPtr(self);

        /// <summary>Throws the exception of the C# function, or else the native error.</summary>
        internal void Check(int status)
        {
            if (status != 0)
            {
                failure?.Throw();
                throw Status.LastError(status);
            }
        }

        /// <summary>Releases the context.</summary>
        public void Dispose() => self.Free();

        private static IntPtr OnCall(IntPtr context) => ((LossClosure)GCHandle.FromIntPtr(context).Target!).Call();

        /// <summary>The loss as a native handle; zero if the function failed.</summary>
        private IntPtr Call()
        {
            try
            {
                using torch.Tensor loss = closure() ?? throw new InvalidOperationException(
                    "The closure of the optimizer returned null: return the loss whose gradients it has computed.");
                return loss.Read<IntPtr>(NativeMethods.tsp_tensor_retain);
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
                return IntPtr.Zero;
            }
        }
    }
}
