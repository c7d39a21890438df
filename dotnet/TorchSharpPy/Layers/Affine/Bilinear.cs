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
            /// <summary>A bilinear layer: <c>y = x1 @ weight @ x2 + bias</c>.</summary>
            /// <param name="in1Features">The size of the first input's last dimension.</param>
            /// <param name="in2Features">The size of the second input's last dimension.</param>
            /// <param name="outputSize">The size of the result's last dimension.</param>
            /// <param name="hasBias">Whether a bias is added.</param>
            /// <param name="device">The device of the parameters.</param>
            /// <param name="dtype">The type of the parameters' elements.</param>
            /// <exception cref="ArgumentOutOfRangeException">A size is negative, or in1Features is not positive.</exception>
            public static Bilinear Bilinear(
                long in1Features, long in2Features, long outputSize, bool hasBias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new Bilinear(
                    Require.Positive(in1Features, nameof(in1Features)), Require.NotNegative(in2Features, nameof(in2Features)),
                    Require.NotNegative(outputSize, nameof(outputSize)), hasBias, device, dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A bilinear layer: <c>y = x1 @ weight @ x2 + bias</c>.</summary>
    public sealed class Bilinear : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private Parameter? heldWeight;
        private Parameter? heldBias;

        internal Bilinear(
            long in1Features, long in2Features, long outputSize, bool hasBias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(Bilinear))
        {
            (in1_features, in2_features, out_features) = (in1Features, in2Features, outputSize);
            weight = Initial.Empty(new[] { outputSize, in1Features, in2Features }, device, dtype);
            bias = hasBias ? Initial.Empty(new[] { outputSize }, device, dtype) : null;
            reset_parameters();
        }

        /// <summary>The size of the first input's last dimension.</summary>
        public long in1_features { get; }

        /// <summary>The size of the second input's last dimension.</summary>
        public long in2_features { get; }

        /// <summary>The size of the result's last dimension.</summary>
        public long out_features { get; }

        /// <summary>The weight, [out, in1, in2].</summary>
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
        public void reset_parameters()
        {
            double bound = 1 / Math.Sqrt(weight.shape[1]);
            Initial.Uniform(weight, bound);
            if (!(bias is null))
            {
                Initial.Uniform(bias, bound);
            }
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.bilinear(input1, input2, weight, bias);

        /// <inheritdoc/>
        public override string extra_repr() =>
            PythonFormat.Text($"in1_features={in1_features}, in2_features={in2_features}, out_features={out_features}") +
            PythonFormat.Text($", bias={!(bias is null)}");
    }
}
