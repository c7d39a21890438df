using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Modules
{
    /// <summary>A tensor that is trained: modules list it among their parameters, and optimizers change it.</summary>
    /// <remarks>
    /// It goes wherever a tensor goes. One that a module of C# holds belongs to that module, which disposes it. One
    /// that a TorchScript module lists is a share of its own in the module's parameter: dispose it or forget it, the module
    /// keeps its own.
    /// </remarks>
    public sealed class Parameter : torch.Tensor
    {
        /// <summary>A parameter that shares the elements of a tensor, but nothing that autograd recorded about it.</summary>
        /// <param name="data">The elements; the tensor itself stays as it is and remains the caller's.</param>
        /// <param name="requires_grad">Whether autograd records what is computed from the parameter.</param>
        /// <exception cref="ScriptRuntimeException">The elements are integers, and so have no gradient.</exception>
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(ShareOf(data ?? throw new ArgumentNullException(nameof(data)), requires_grad))
        {
        }

        /// <summary>Takes ownership of a native handle.</summary>
        /// <param name="handle">A tsp_tensor.</param>
        internal Parameter(IntPtr handle)
            : base(handle)
        {
        }

        /// <summary>Takes ownership of a native handle.</summary>
        /// <param name="handle">A tsp_tensor.</param>
        /// <param name="bytes">The size of its elements.</param>
        internal Parameter(IntPtr handle, long bytes)
            : base(handle, bytes)
        {
        }

        private protected override string DisplayName => nameof(Parameter);

        private static unsafe IntPtr ShareOf(torch.Tensor data, bool requiresGrad)
        {
            using torch.Tensor share = TensorOperators.Detach.Call(data);
            share.Set(NativeMethods.tsp_tensor_requires_grad_set, requiresGrad);
            return share.Read<IntPtr>(NativeMethods.tsp_tensor_retain);
        }
    }
}
