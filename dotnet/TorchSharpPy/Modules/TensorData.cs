using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    /// <summary>What is behind a tensor that stays the same object: its elements and its gradient.</summary>
    internal static unsafe class TensorData
    {
        /// <summary>Whether a tensor can take another's elements without becoming another kind of tensor.</summary>
        internal static bool CanSet(torch.Tensor tensor, torch.Tensor data) => Operators.HasCompatibleData.Call(tensor, data);

        /// <summary>Makes a tensor share another's elements, type and device.</summary>
        internal static void Set(torch.Tensor tensor, torch.Tensor data)
        {
            using HandleLease lease = new HandleLease(tensor);
            using HandleLease dataLease = new HandleLease(data);
            Status.Check(NativeMethods.tsp_tensor_set_data(lease.Native, dataLease.Native));
        }

        /// <summary>The gradient, a handle of the caller's; null where there is none.</summary>
        internal static torch.Tensor? Gradient(torch.Tensor tensor)
        {
            using HandleLease lease = new HandleLease(tensor);
            IntPtr gradient;
            Status.Check(NativeMethods.tsp_tensor_grad_get(lease.Native, &gradient));
            return gradient == IntPtr.Zero ? null : new torch.Tensor(gradient);
        }

        /// <summary>Replaces the gradient.</summary>
        internal static void SetGradient(torch.Tensor tensor, torch.Tensor? gradient)
        {
            using HandleLease lease = new HandleLease(tensor);
            if (gradient is null)
            {
                Status.Check(NativeMethods.tsp_tensor_grad_set(lease.Native, IntPtr.Zero));
                return;
            }
            using HandleLease gradientLease = new HandleLease(gradient);
            Status.Check(NativeMethods.tsp_tensor_grad_set(lease.Native, gradientLease.Native));
        }

        /// <summary>Drops the gradient, or fills it with zeros.</summary>
        internal static void ZeroGradient(torch.Tensor tensor, bool setToNone)
        {
            using torch.Tensor? gradient = Gradient(tensor);
            if (gradient is null)
            {
                return;
            }
            if (setToNone)
            {
                SetGradient(tensor, null);
                return;
            }
            using (torch.no_grad())
            {
                Operators.DetachInPlace.Call(gradient).Dispose();
                Operators.ZeroInPlace.Call(gradient).Dispose();
            }
        }

        /// <summary>Whether autograd records what is computed from a tensor.</summary>
        internal static void SetRequiresGrad(torch.Tensor tensor, bool on)
        {
            using HandleLease lease = new HandleLease(tensor);
            Status.Check(NativeMethods.tsp_tensor_requires_grad_set(lease.Native, on ? 1 : 0));
        }
    }
}
