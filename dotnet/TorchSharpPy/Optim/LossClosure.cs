using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Optim
{
    /// <summary>A C# function that native code calls for a loss.</summary>
    /// <remarks>No exception may pass through native code: one of the function's is kept, and thrown behind it.</remarks>
    internal sealed unsafe class LossClosure : IDisposable
    {
        // Native code keeps the pointer, which does not keep the delegate.
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

        /// <summary>The native function, a tsp_closure.</summary>
        internal static IntPtr Function { get; } = Marshal.GetFunctionPointerForDelegate(Callback);

        /// <summary>Its argument.</summary>
        internal void* Context => (void*)GCHandle.ToIntPtr(self);

        /// <summary>Throws what the function threw, or else what went wrong in native code.</summary>
        internal void Check(int status)
        {
            if (status != 0)
            {
                failure?.Throw();
                throw Status.LastError(status);
            }
        }

        /// <summary>Ends the context.</summary>
        public void Dispose() => self.Free();

        private static IntPtr OnCall(IntPtr context) => ((LossClosure)GCHandle.FromIntPtr(context).Target!).Call();

        /// <summary>The loss as a handle of the core's; zero where there is none.</summary>
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
