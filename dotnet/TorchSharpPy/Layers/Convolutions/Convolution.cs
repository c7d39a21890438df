using System;
using System.Linq;
using TorchSharpPy.Layers;
using TorchSharpPy.Printing;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of the convolutions.</summary>
    public abstract class Convolution : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private Parameter? heldWeight;
        private Parameter? heldBias;
        private readonly int dimensions;
        private long[] around = Array.Empty<long>();
        private long[] window;
        private long[] steps;
        private long[] distances;
        private long[] added;
        private long parts;
        private PaddingModes mode;

        private protected Convolution(string name, in ConvolutionOptions options)
            : base(name)
        {
            in_channels = Require.NotNegative(options.InChannels, nameof(in_channels));
            out_channels = Require.NotNegative(options.OutChannels, nameof(out_channels));
            transposed = options.IsTransposed;
            dimensions = options.Dimensions;
            window = Require.EachAtLeast(1, options.KernelSize, dimensions, nameof(kernel_size));
            steps = Require.EachAtLeast(1, Require.Or(options.Stride, 1), dimensions, nameof(stride));
            distances = Require.EachAtLeast(1, Require.Or(options.Dilation, 1), dimensions, nameof(dilation));
            added = Require.EachAtLeast(0, Require.Or(options.OutputPadding, 0), dimensions, nameof(output_padding));
            groups = options.Groups;
            padding_mode = options.PaddingMode;
            if (options.PaddingType is Padding named)
            {
                SetPadding(named);
            }
            else
            {
                SetPadding(Require.EachAtLeast(0, Require.Or(options.Padding, 0), dimensions, nameof(padding)));
            }
            long[] channels = transposed ? new[] { in_channels, out_channels / groups } : new[] { out_channels, in_channels / groups };
            weight = Initial.Empty(channels.Concat(kernel_size).ToArray(), options.Device, options.Dtype);
            bias = options.HasBias ? Initial.Empty(new[] { out_channels }, options.Device, options.Dtype) : null;
            reset_parameters();
        }

        /// <summary>The channels of the input.</summary>
        public long in_channels { get; }

        /// <summary>The channels of the result.</summary>
        public long out_channels { get; }

        /// <summary>Whether it is a transposed convolution.</summary>
        public bool transposed { get; }

        /// <summary>How much is put around the input, by name; null if <see cref="padding"/> has the numbers.</summary>
        public Padding? padding_type { get; private set; }

        /// <summary>How much is put on both sides of each dimension; null if <see cref="padding_type"/> says it.</summary>
        public long[]? padding { get; private set; }

        /// <summary>What is put around the input.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The mode is not for convolutions.</exception>
        public PaddingModes padding_mode
        {
            get => mode;
            set => mode = Checked(value);
        }

        /// <summary>The groups that channels are divided into: a result depends only on inputs of its group.</summary>
        /// <exception cref="ArgumentException">The channels do not divide into the groups.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
        public long groups
        {
            get => parts;
            set
            {
                Require.Positive(value, nameof(groups));
                Divisible(in_channels, value, nameof(in_channels));
                Divisible(out_channels, value, nameof(out_channels));
                parts = value;
            }
        }

        /// <summary>The size of the window, for each dimension.</summary>
        /// <exception cref="ArgumentException">There are more or fewer numbers than dimensions, or one is not positive.</exception>
        public long[] kernel_size
        {
            get => window;
            set => window = Require.EachAtLeast(1, value, dimensions, nameof(kernel_size));
        }

        /// <summary>How far the window moves, for each dimension.</summary>
        /// <exception cref="ArgumentException">There are more or fewer numbers than dimensions, or one is not positive.</exception>
        public long[] stride
        {
            get => steps;
            set => steps = Require.EachAtLeast(1, value, dimensions, nameof(stride));
        }

        /// <summary>The distance of the elements under the window, for each dimension.</summary>
        /// <exception cref="ArgumentException">There are more or fewer numbers than dimensions, or one is not positive.</exception>
        public long[] dilation
        {
            get => distances;
            set => distances = Require.EachAtLeast(1, value, dimensions, nameof(dilation));
        }

        /// <summary>What a transposed convolution adds to the size of the result, for each dimension.</summary>
        /// <exception cref="ArgumentException">There are more or fewer numbers than dimensions, or one is negative.</exception>
        public long[] output_padding
        {
            get => added;
            set => added = Require.EachAtLeast(0, value, dimensions, nameof(output_padding));
        }

        /// <summary>The weight: [out, in / groups, ...], or transposed [in, out / groups, ...].</summary>
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

        /// <summary>Sets how much is put around the input.</summary>
        /// <param name="padding">A number for each dimension.</param>
        /// <exception cref="ArgumentException">There are more or fewer numbers than dimensions, or one is negative.</exception>
        public void SetPadding(long[] padding)
        {
            this.padding = Require.EachAtLeast(0, padding, dimensions, nameof(padding));
            padding_type = null;
            around = this.padding.Reverse().SelectMany(size => new[] { size, size }).ToArray();
        }

        /// <summary>Sets how much is put around the input.</summary>
        /// <param name="padding">Valid for nothing, Same to keep its size.</param>
        /// <exception cref="ArgumentException">Same cannot be had with a stride, or the convolution is transposed.</exception>
        public void SetPadding(Padding padding)
        {
            if (transposed)
            {
                throw new ArgumentException("A transposed convolution takes numbers as padding, not a name.", nameof(padding));
            }
            if (padding != Padding.Valid && padding != Padding.Same)
            {
                throw new ArgumentOutOfRangeException(nameof(padding), padding, "The padding must be Valid or Same.");
            }
            if (padding == Padding.Same && stride.Any(step => step != 1))
            {
                throw new ArgumentException(
                    "Padding.Same keeps the size of the input only with a stride of 1: " +
                    $"the stride is [{string.Join(", ", stride)}].",
                    nameof(padding));
            }
            padding_type = padding;
            this.padding = null;
            around = new long[2 * kernel_size.Length];
            for (int i = 0; padding == Padding.Same && i < kernel_size.Length; i++)
            {
                int place = 2 * (kernel_size.Length - 1 - i);
                long all = dilation[i] * (kernel_size[i] - 1);
                (around[place], around[place + 1]) = (all / 2, all - (all / 2));
            }
        }

        /// <inheritdoc/>
        public override string extra_repr()
        {
            string text = PythonFormat.Text($"{in_channels}, {out_channels}, kernel_size={kernel_size}, stride={stride}");
            text += Unless(0, nameof(padding), padding);
            text += padding_type is Padding named ? $", padding={named.ToString().ToLowerInvariant()}" : string.Empty;
            text += Unless(1, nameof(dilation), dilation) + Unless(0, nameof(output_padding), output_padding);
            text += groups == 1 ? string.Empty : PythonFormat.Text($", groups={groups}");
            text += bias is null ? ", bias=False" : string.Empty;
            string mode = padding_mode.ToString().ToLowerInvariant();
            return text + (padding_mode == PaddingModes.Zeros ? string.Empty : $", padding_mode={mode}");
        }

        /// <summary>The input with its padding around it, if that is not zeros.</summary>
        private protected torch.Tensor Padded(torch.Tensor input) => torch.nn.functional.pad(input, around, padding_mode);

        private static string Unless(long usual, string name, long[]? sizes) =>
            sizes == null || Array.TrueForAll(sizes, size => size == usual) ? string.Empty : PythonFormat.Text($", {name}={sizes}");

        private static PaddingModes Checked(PaddingModes mode) => mode >= PaddingModes.Zeros && mode <= PaddingModes.Circular
            ? mode
            : throw new ArgumentOutOfRangeException(
                nameof(padding_mode), mode, "The mode of a convolution must be Zeros, Reflect, Replicate or Circular.");

        private static void Divisible(long channels, long groups, string name)
        {
            if (channels % groups != 0)
            {
                throw new ArgumentException($"{name} must be divisible by groups, but is {channels} with {groups} groups.", name);
            }
        }
    }
}
