using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Modules
{
    /// <summary>Changes the elements and the gradient of a tensor that stays the same object.</summary>
    internal static unsafe class TensorData
    {
        /// <summary>Whether a tensor can take the elements of another without becoming another kind of tensor.</summary>
        internal static bool CanSet(torch.Tensor tensor, torch.Tensor data) => Aten.HasCompatibleData(tensor, data);

        /// <summary>Makes a tensor share the memory, type and device of another.</summary>
        internal static void Set(torch.Tensor tensor, torch.Tensor data)
        {
            using HandleLease lease = new HandleLease(data);
            IntPtr native = lease.Native;
            tensor.Run(target => NativeMethods.tsp_tensor_data_set(target, native));
        }

        /// <summary>Removes the gradient, or fills it with zeros.</summary>
        internal static void ZeroGradient(torch.Tensor tensor, bool setToNone)
        {
            using torch.Tensor? gradient = tensor.grad;
            if (gradient is null)
            {
                return;
            }
            if (setToNone)
            {
                tensor.grad = null;
                return;
            }
            using (torch.no_grad())
            {
                if (gradient.is_leaf)
                {
                    gradient.requires_grad = false; // a view cannot be detached in place
                }
                else
                {
                    gradient.detach_();
                }
                gradient.zero_();
            }
        }
    }
}
