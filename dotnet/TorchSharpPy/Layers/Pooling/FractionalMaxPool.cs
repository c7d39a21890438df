using System;
using System.Linq;
using TorchSharpPy.Layers;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of max pooling whose windows are drawn.</summary>
    public abstract class FractionalMaxPool : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        private protected FractionalMaxPool(string name, int dimensions, long[] kernel_size, long[]? output_size, double[]? output_ratio)
            : base(name)
        {
            if ((output_size == null) == (output_ratio == null))
            {
                throw new ArgumentException("Pass either output_size or output_ratio.", nameof(output_size));
            }
            this.kernel_size = Require.Each(kernel_size, dimensions, nameof(kernel_size));
            this.output_size = output_size == null ? null : Require.Each(output_size, dimensions, nameof(output_size));
            output_ratio = output_ratio?.Length == 1 ? Enumerable.Repeat(output_ratio[0], dimensions).ToArray() : output_ratio;
            if (output_ratio != null && (output_ratio.Length != dimensions || output_ratio.Any(ratio => !(ratio > 0 && ratio < 1))))
            {
                throw new ArgumentException(
                    $"Expected {dimensions} ratios between 0 and 1, not [{string.Join(", ", output_ratio)}].", nameof(output_ratio));
            }
            this.output_ratio = output_ratio;
        }

        /// <summary>The size of the window, for each dimension.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>The size of the result, for each dimension; null if <see cref="output_ratio"/> says it.</summary>
        public long[]? output_size { get; set; }

        /// <summary>The size of the result in parts of the input's; null if <see cref="output_size"/> says it.</summary>
        public double[]? output_ratio { get; set; }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) => First.Of(forward_with_indices(input));

        /// <summary>Runs the layer, and says where the greatest elements were.</summary>
        /// <param name="input">The tensor.</param>
        public abstract (torch.Tensor Values, torch.Tensor Indices) forward_with_indices(torch.Tensor input);

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
