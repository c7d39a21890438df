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
            /// <summary>A linear layer: <c>y = x @ weight.T + bias</c>.</summary>
            /// <param name="inputSize">The size of the input's last dimension.</param>
            /// <param name="outputSize">The size of the result's last dimension.</param>
            /// <param name="hasBias">Whether a bias is added.</param>
            /// <param name="device">The device of the parameters.</param>
            /// <param name="dtype">The type of the parameters' elements.</param>
            /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
            public static Linear Linear(
                long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new Linear(
                    Require.NotNegative(inputSize, nameof(inputSize)), Require.NotNegative(outputSize, nameof(outputSize)), hasBias, device,
                    dtype);

            /// <summary>A linear layer with parameters that there are already.</summary>
            /// <param name="weight">The weight, [out, in]; the layer owns it from now on.</param>
            /// <param name="bias">The bias, [out]; the layer owns it from now on.</param>
            /// <exception cref="ArgumentException">The shapes do not fit.</exception>
            public static Linear Linear(Parameter weight, Parameter? bias = null) =>
                new Linear(weight ?? throw new ArgumentNullException(nameof(weight)), bias);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A linear layer: <c>y = x @ weight.T + bias</c>.</summary>
    public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private Parameter? heldWeight;
        private Parameter? heldBias;

        internal Linear(
            long inputSize, long outputSize, bool hasBias, torch.Device? device, torch.ScalarType? dtype, string name = nameof(Linear))
            : base(name)
        {
            (in_features, out_features) = (inputSize, outputSize);
            weight = Initial.Empty(new[] { outputSize, inputSize }, device, dtype);
            bias = hasBias ? Initial.Empty(new[] { outputSize }, device, dtype) : null;
            reset_parameters();
        }

        internal Linear(Parameter weight, Parameter? bias)
            : base(nameof(Linear))
        {
            long[] shape = weight.shape;
            if (shape.Length != 2)
            {
                throw new ArgumentException($"Expected a weight of 2 dimensions, not {shape.Length}.", nameof(weight));
            }
            if (!(bias is null) && (bias.ndim != 1 || bias.shape[0] != shape[0]))
            {
                throw new ArgumentException(
                    $"Expected a bias of the shape [{shape[0]}], not [{string.Join(", ", bias.shape)}].", nameof(bias));
            }
            (in_features, out_features) = (shape[1], shape[0]);
            this.weight = weight;
            this.bias = bias;
        }

        /// <summary>The size of the input's last dimension.</summary>
        public long in_features { get; }

        /// <summary>The size of the result's last dimension.</summary>
        public long out_features { get; }

        /// <summary>The weight, [out, in].</summary>
        public Parameter weight
        {
            get => heldWeight!;
            set => Hold(ref heldWeight, value ?? throw new ArgumentNullException(nameof(weight)));
        }

        /// <summary>The bias, [out]; null for none.</summary>
        public Parameter? bias
        {
            get => heldBias;
            set => Hold(ref heldBias, value);
        }

        /// <summary>Draws the parameters anew.</summary>
        public void reset_parameters() => Initial.Affine(weight, bias);

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.linear(input, heldWeight!, heldBias);

        /// <inheritdoc/>
        public override string extra_repr() =>
            PythonFormat.Text($"in_features={in_features}, out_features={out_features}, bias={!(bias is null)}");
    }
}
