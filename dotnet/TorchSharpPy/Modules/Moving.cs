using System;
using TorchSharpPy.Errors;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Modules
{
    /// <summary>The device that a module's tensors move to, and the type that they are cast to.</summary>
    internal readonly struct Moving
    {
        internal Moving(torch.Device? device, torch.ScalarType? dtype, bool realOnly = false, bool nonBlocking = false)
        {
            Device = device;
            Dtype = dtype;
            RealOnly = realOnly;
            NonBlocking = nonBlocking;
        }

        /// <summary>The device; null to keep it.</summary>
        internal torch.Device? Device { get; }

        /// <summary>The type for floating point and complex tensors; null to keep it.</summary>
        internal torch.ScalarType? Dtype { get; }

        /// <summary>Whether complex tensors keep their type.</summary>
        internal bool RealOnly { get; }

        /// <summary>Whether copies from and to pinned memory run asynchronously.</summary>
        internal bool NonBlocking { get; }

        /// <summary>Refuses types that weights cannot have.</summary>
        /// <exception cref="TorchValueException">The type is an integer type or bool.</exception>
        internal static torch.ScalarType Checked(torch.ScalarType dtype)
        {
            if (dtype == torch.ScalarType.Bool || (dtype >= torch.ScalarType.Byte && dtype <= torch.ScalarType.Int64))
            {
                throw new TorchValueException(new ErrorDetails(
                    TorchErrorKind.Value, $"a module can be cast to a floating point or complex type, not to {dtype}"));
            }
            return dtype;
        }

        /// <summary>A tensor moved and cast, detached from autograd, as a handle that the caller releases.</summary>
        internal torch.Tensor Apply(torch.Tensor tensor)
        {
            using torch.Tensor share = tensor.detach();
            bool casts = Dtype != null &&
                (share.is_floating_point() || (!RealOnly && share.is_complex()));
            return Aten.To(share, casts ? Dtype : null, Device, NonBlocking);
        }
    }
}
