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
            /// <summary>Normalizes groups of channels of each example.</summary>
            /// <param name="num_groups">The number of groups.</param>
            /// <param name="num_channels">The number of channels.</param>
            /// <param name="eps">Added to the variances.</param>
            /// <param name="affine">Whether the result is multiplied by a weight, and a bias added.</param>
            /// <param name="device">The device of the parameters.</param>
            /// <param name="dtype">The type of the parameters' elements.</param>
            /// <param name="bias">Whether an affine layer has a bias.</param>
            /// <exception cref="ArgumentException">The channels do not divide into the groups.</exception>
            /// <exception cref="ArgumentOutOfRangeException">A number is negative, or there are no groups.</exception>
            public static GroupNorm GroupNorm(
                long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null,
                ScalarType? dtype = null, bool bias = true) =>
                new GroupNorm(num_groups, num_channels, eps, affine, device, dtype, bias);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Normalizes groups of channels of each example.</summary>
    public sealed class GroupNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private Parameter? heldWeight;
        private Parameter? heldBias;
        private long groups;

        internal GroupNorm(
            long num_groups, long num_channels, double eps, bool affine, torch.Device? device, torch.ScalarType? dtype, bool hasBias)
            : base(nameof(GroupNorm))
        {
            this.num_channels = Require.NotNegative(num_channels, nameof(num_channels));
            this.num_groups = num_groups;
            this.eps = eps;
            this.affine = affine;
            weight = affine ? Initial.Full(new[] { num_channels }, 1, device, dtype) : null;
            bias = affine && hasBias ? Initial.Full(new[] { num_channels }, 0, device, dtype) : null;
        }

        /// <summary>The number of groups.</summary>
        /// <exception cref="ArgumentException">The channels do not divide into the groups.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
        public long num_groups
        {
            get => groups;
            set
            {
                if (num_channels % Require.Positive(value, nameof(num_groups)) != 0)
                {
                    throw new ArgumentException(
                        $"num_channels must be divisible by num_groups, but is {num_channels} with {value} groups.", nameof(num_channels));
                }
                groups = value;
            }
        }

        /// <summary>The number of channels.</summary>
        public long num_channels { get; }

        /// <summary>Added to the variances.</summary>
        public double eps { get; set; }

        /// <summary>Whether there is a weight.</summary>
        public bool affine { get; }

        /// <summary>A factor for each channel; null for none.</summary>
        public Parameter? weight
        {
            get => heldWeight;
            set => Hold(ref heldWeight, value);
        }

        /// <summary>What is added to each channel; null for nothing.</summary>
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
        public override torch.Tensor forward(torch.Tensor input)
        {
            CheckSize(Require.NotNull(input).shape);
            return torch.nn.functional.group_norm(input, num_groups, weight, bias, eps);
        }

        /// <inheritdoc/>
        public override string extra_repr() =>
            PythonFormat.Text($"{num_groups}, {num_channels}, eps={eps}, affine={affine}, bias={!(bias is null)}");

        private void CheckSize(long[] shape)
        {
            if (shape.Length < 2)
            {
                throw new ArgumentException($"Expected a tensor of at least 2 dimensions, not {shape.Length}.", "input");
            }
            long count = shape[0] * shape[1] / num_groups;
            for (int i = 2; i < shape.Length; i++)
            {
                count *= shape[i];
            }
            if (count == 1)
            {
                throw new ArgumentException(
                    $"Expected more than one element in each group, not a tensor of shape [{string.Join(", ", shape)}].", "input");
            }
        }
    }
}
