using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Autograd
{
    /// <summary>Tensors that native code lends to a callback.</summary>
    internal static unsafe class Borrowed
    {
        /// <summary>A new tensor object for a borrowed handle.</summary>
        internal static torch.Tensor Share(IntPtr borrowed)
        {
            IntPtr shared;
            Status.Check(NativeMethods.tsp_tensor_retain(borrowed, &shared));
            return new torch.Tensor(shared);
        }
    }
}
