using System;
using TorchSharpPy.Layers;
using TorchSharpPy.Modules;
using TorchSharpPy.Printing;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Divides the last dimensions by the root of the mean of their squares.</summary>
            /// <param name="normalized_shape">The sizes of those dimensions.</param>
            /// <param name="eps">Added to the mean; null for the smallest difference of the type.</param>
            /// <param name="elementwise_affine">Whether the result is multiplied by a weight.</param>
            /// <param name="device">The device of the weight.</param>
            /// <param name="dtype">The type of the weight's elements.</param>
            public static RMSNorm RMSNorm(
                IntList normalized_shape, double? eps = null, bool elementwise_affine = true, Device? device = null,
                ScalarType? dtype = null) =>
                new RMSNorm(normalized_shape, eps, elementwise_affine, device, dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Divides the last dimensions by the root of the mean of their squares.</summary>
    public sealed class RMSNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private Parameter? heldWeight;

        internal RMSNorm(torch.IntList shape, double? eps, bool elementwise_affine, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(RMSNorm))
        {
            normalized_shape = Require.Sizes(shape, nameof(normalized_shape));
            this.eps = eps;
            this.elementwise_affine = elementwise_affine;
            weight = elementwise_affine ? Initial.Full(normalized_shape, 1, device, dtype) : null;
        }

        /// <summary>The sizes of the dimensions.</summary>
        public long[] normalized_shape { get; }

        /// <summary>Added to the mean; null for the smallest difference of the type.</summary>
        public double? eps { get; set; }

        /// <summary>Whether there is a weight.</summary>
        public bool elementwise_affine { get; }

        /// <summary>A factor for each element; null for none.</summary>
        public Parameter? weight
        {
            get => heldWeight;
            set => Hold(ref heldWeight, value);
        }

        /// <summary>Sets the weight to 1.</summary>
        public void reset_parameters() => Initial.Fill(weight, 1);

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.rms_norm(input, normalized_shape, weight, eps);

        /// <inheritdoc/>
        public override string extra_repr() =>
            PythonFormat.Text($"{normalized_shape}, eps={eps}, elementwise_affine={elementwise_affine}");
    }
}
