using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Modules
{
    /// <summary>A tensor that is trained: modules list it among their parameters, and optimizers change it.</summary>
    /// <remarks>
    /// A parameter can be used like any tensor. A module written in C# owns its parameters and disposes them. A TorchScript
    /// module keeps its parameters when you dispose those that it lists; it then lists new objects.
    /// </remarks>
    public sealed class Parameter : torch.Tensor
    {
        /// <summary>Creates a parameter that shares the memory of a tensor and is detached from its autograd history.</summary>
        /// <param name="data">The elements; the tensor itself does not change, and the caller still disposes it.</param>
        /// <param name="requires_grad">Whether autograd records operations on the parameter.</param>
        /// <exception cref="ScriptRuntimeException">A gradient is required, but the elements are integers.</exception>
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(ShareOf(data ?? throw new ArgumentNullException(nameof(data)), requires_grad))
        {
            DetachFromDisposeScope();
        }

        /// <summary>Takes ownership of a native handle.</summary>
        /// <param name="handle">A tsp_tensor.</param>
        internal Parameter(IntPtr handle)
            : base(handle)
        {
            DetachFromDisposeScope();
        }

        /// <summary>Takes ownership of a native handle.</summary>
        /// <param name="handle">A tsp_tensor.</param>
        /// <param name="bytes">The size of its elements.</param>
        internal Parameter(IntPtr handle, long bytes)
            : base(handle, bytes)
        {
            DetachFromDisposeScope();
        }

        private protected override string DisplayName => nameof(Parameter);

        private static unsafe IntPtr ShareOf(torch.Tensor data, bool requiresGrad)
        {
            using torch.Tensor share = data.detach();
            share.Set(NativeMethods.tsp_tensor_requires_grad_set, requiresGrad);
            return share.Read<IntPtr>(NativeMethods.tsp_tensor_retain);
        }
    }
}
