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
            /// <summary>Normalizes the last dimensions to mean 0 and variance 1.</summary>
            /// <param name="normalized_shape">The sizes of those dimensions.</param>
            /// <param name="eps">Added to the variances.</param>
            /// <param name="elementwise_affine">Whether the result is multiplied by a weight, and a bias added.</param>
            /// <param name="bias">Whether an affine layer has a bias.</param>
            /// <param name="device">The device of the parameters.</param>
            /// <param name="dtype">The type of the parameters' elements.</param>
            public static LayerNorm LayerNorm(
                IntList normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new LayerNorm(normalized_shape, eps, elementwise_affine, bias, device, dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Normalizes the last dimensions to mean 0 and variance 1.</summary>
    public sealed class LayerNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private Parameter? heldWeight;
        private Parameter? heldBias;

        internal LayerNorm(
            torch.IntList shape, double eps, bool elementwise_affine, bool hasBias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            normalized_shape = Require.Sizes(shape, nameof(normalized_shape));
            this.eps = eps;
            this.elementwise_affine = elementwise_affine;
            weight = elementwise_affine ? Initial.Full(normalized_shape, 1, device, dtype) : null;
            bias = elementwise_affine && hasBias ? Initial.Full(normalized_shape, 0, device, dtype) : null;
        }

        /// <summary>The sizes of the dimensions.</summary>
        public long[] normalized_shape { get; }

        /// <summary>Added to the variances.</summary>
        public double eps { get; set; }

        /// <summary>Whether there is a weight.</summary>
        public bool elementwise_affine { get; }

        /// <summary>A factor for each element; null for none.</summary>
        public Parameter? weight
        {
            get => heldWeight;
            set => Hold(ref heldWeight, value);
        }

        /// <summary>What is added to each element; null for nothing.</summary>
        public Parameter? bias
        {
            get => heldBias;
            set => Hold(ref heldBias, value);
        }

        /// <summary>Sets the weight to 1 and the bias to 0.</summary>
        public void reset_parameters()
        {
            Initial.Fill(weight, 1);
            Initial.Fill(bias, 0);
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) =>
            torch.nn.functional.layer_norm(input, normalized_shape, weight, bias, eps);

        /// <inheritdoc/>
        public override string extra_repr() =>
            PythonFormat.Text($"{normalized_shape}, eps={eps}, elementwise_affine={elementwise_affine}, bias={!(bias is null)}");
    }
}
