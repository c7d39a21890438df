using System;
using TorchSharpPy.Layers;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of the transposed convolutions.</summary>
    public abstract class ConvolutionTranspose : Convolution
    {
        private protected ConvolutionTranspose(string name, in ConvolutionOptions options)
            : base(name, options)
        {
            if (options.PaddingMode != PaddingModes.Zeros)
            {
                throw new ArgumentException(
                    $"A transposed convolution has the padding mode Zeros only, not {options.PaddingMode}.", nameof(padding_mode));
            }
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) => Convolve(input, output_padding);

        /// <summary>Runs the layer for a result of a given size.</summary>
        /// <param name="input">The tensor.</param>
        /// <param name="output_size">The sizes of the result, with or without those of batch and channels; null for the usual.</param>
        /// <exception cref="ArgumentException">The result cannot have that size.</exception>
        public torch.Tensor forward(torch.Tensor input, long[]? output_size) =>
            Convolve(input, output_size == null ? output_padding : PaddingFor(input, output_size));

        private protected abstract torch.Tensor Convolve(torch.Tensor input, long[] outputPadding);

        private long[] PaddingFor(torch.Tensor input, long[] wanted)
        {
            int dimensions = kernel_size.Length;
            Require.Dimensions(input, dimensions + 1, dimensions + 2);
            long[] shape = input.shape;
            int first = shape.Length - dimensions;
            int skipped = wanted.Length == shape.Length ? first : 0;
            if (wanted.Length - skipped != dimensions)
            {
                throw new ArgumentException(
                    $"Expected {dimensions} or {shape.Length} sizes, not [{string.Join(", ", wanted)}].", "output_size");
            }
            var added = new long[dimensions];
            for (int i = 0; i < dimensions; i++)
            {
                long least = ((shape[first + i] - 1) * stride[i]) - (2 * padding![i]) + (dilation[i] * (kernel_size[i] - 1)) + 1;
                added[i] = wanted[skipped + i] - least;
                if (added[i] < 0 || added[i] >= stride[i])
                {
                    throw new ArgumentException(
                        $"The size of dimension {i} can be from {least} to {least + stride[i] - 1}, not {wanted[skipped + i]}.",
                        "output_size");
                }
            }
            return added;
        }
    }
}
