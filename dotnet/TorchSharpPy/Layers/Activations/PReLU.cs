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
            /// <summary>x, or weight * x for negative elements, with a weight that is trained.</summary>
            /// <param name="num_parameters">How many weights: 1, or one for each channel.</param>
            /// <param name="init">What they are at first.</param>
            /// <param name="device">The device of the weights.</param>
            /// <param name="dtype">The type of the weights.</param>
            /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
            public static PReLU PReLU(long num_parameters = 1, double init = 0.25, Device? device = null, ScalarType? dtype = null) =>
                new PReLU(Require.NotNegative(num_parameters, nameof(num_parameters)), init, device, dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>x, or weight * x for negative elements, with a weight that is trained.</summary>
    public sealed class PReLU : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private Parameter? heldWeight;

        internal PReLU(long num_parameters, double init, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(PReLU))
        {
            this.num_parameters = num_parameters;
            this.init = init;
            weight = Initial.Full(new[] { num_parameters }, init, device, dtype);
        }

        /// <summary>How many weights: 1, or one for each channel.</summary>
        public long num_parameters { get; }

        /// <summary>What the weights are at first.</summary>
        public double init { get; }

        /// <summary>The weights.</summary>
        public Parameter weight
        {
            get => heldWeight!;
            set => Hold(ref heldWeight, value ?? throw new ArgumentNullException(nameof(weight)));
        }

        /// <summary>Sets the weights to what they are at first.</summary>
        public void reset_parameters() => Initial.Fill(weight, init);

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.prelu(input, weight);

        /// <inheritdoc/>
        public override string extra_repr() => PythonFormat.Text($"num_parameters={num_parameters}");
    }
}
