using System;
using System.Linq;
using TorchSharpPy.Layers;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of max pooling whose windows are drawn.</summary>
    public abstract class FractionalMaxPool : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        private readonly int dimensions;
        private long[] window;
        private long[]? size;
        private double[]? ratios;

        private protected FractionalMaxPool(string name, int dimensions, long[] kernel_size, long[]? output_size, double[]? output_ratio)
            : base(name)
        {
            if ((output_size == null) == (output_ratio == null))
            {
                throw new ArgumentException("Pass either output_size or output_ratio.", nameof(output_size));
            }
            this.dimensions = dimensions;
            window = Require.EachAtLeast(1, kernel_size, dimensions, nameof(kernel_size));
            size = output_size == null ? null : Require.EachAtLeast(1, output_size, dimensions, nameof(output_size));
            ratios = output_ratio == null ? null : Ratios(output_ratio);
        }

        /// <summary>The size of the window, for each dimension.</summary>
        /// <exception cref="ArgumentException">There are more or fewer numbers than dimensions, or one is not positive.</exception>
        public long[] kernel_size
        {
            get => window;
            set => window = Require.EachAtLeast(1, value, dimensions, nameof(kernel_size));
        }

        /// <summary>The size of the result, for each dimension; null if <see cref="output_ratio"/> says it.</summary>
        /// <exception cref="ArgumentException">
        /// There are more or fewer numbers than dimensions, or one is not positive, or it is null and there is no ratio.
        /// </exception>
        public long[]? output_size
        {
            get => size;
            set
            {
                CheckOther(value, ratios, nameof(output_size), nameof(output_ratio));
                size = value == null ? null : Require.EachAtLeast(1, value, dimensions, nameof(output_size));
            }
        }

        /// <summary>The size of the result in parts of the input's; not used if there is an <see cref="output_size"/>.</summary>
        /// <exception cref="ArgumentException">
        /// There are more or fewer numbers than dimensions, or one is not between 0 and 1, or it is null and there is no size.
        /// </exception>
        public double[]? output_ratio
        {
            get => ratios;
            set
            {
                CheckOther(value, size, nameof(output_ratio), nameof(output_size));
                ratios = value == null ? null : Ratios(value);
            }
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) => First.Of(forward_with_indices(input));

        /// <summary>Runs the layer, and says where the greatest elements were.</summary>
        /// <param name="input">The tensor.</param>
        public abstract (torch.Tensor Values, torch.Tensor Indices) forward_with_indices(torch.Tensor input);

        private static void CheckOther(Array? value, Array? other, string name, string otherName)
        {
            if (value == null && other == null)
            {
                throw new ArgumentException($"There is no {otherName} to use instead: set that first.", name);
            }
        }

        private double[] Ratios(double[] given)
        {
            double[] each = given.Length == 1 ? Enumerable.Repeat(given[0], dimensions).ToArray() : given;
            return each.Length == dimensions && each.All(ratio => ratio > 0 && ratio < 1)
                ? each
                : throw new ArgumentException(
                    $"Expected {dimensions} ratios between 0 and 1, not [{string.Join(", ", given)}].", nameof(output_ratio));
        }

        /// <summary>The size of the result.</summary>
        private protected long[] SizeFor(torch.Tensor input)
        {
            if (output_size != null)
            {
                return output_size;
            }
            Require.Dimensions(input, kernel_size.Length + 1, kernel_size.Length + 2);
            long[] shape = input.shape;
            int first = shape.Length - kernel_size.Length;
            return output_ratio!.Select((ratio, i) => (long)(shape[first + i] * ratio)).ToArray();
        }
    }
}
