using System;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The greatest elements of windows over tensors [N, C, D, H, W], at places that are drawn.</summary>
            /// <param name="kernel_size">The size of the window, for all dimensions.</param>
            /// <param name="output_size">The size of the result, for all dimensions.</param>
            /// <param name="output_ratio">Instead of a size: the size of the result in parts of the input's, between 0 and 1.</param>
            /// <exception cref="ArgumentException">Not exactly one of size and ratio is given, or the ratio is out of range.</exception>
            public static FractionalMaxPool3d FractionalMaxPool3d(
                long kernel_size, long? output_size = null, double? output_ratio = null) =>
                new FractionalMaxPool3d(
                    new[] { kernel_size, kernel_size, kernel_size },
                    output_size is long side ? new[] { side, side, side } : null,
                    output_ratio is double part ? new[] { part, part, part } : null);

            /// <summary>The greatest elements of windows over tensors [N, C, D, H, W], at places that are drawn.</summary>
            /// <param name="kernel_size">The size of the window, for each dimension.</param>
            /// <param name="output_size">The size of the result, for each dimension.</param>
            /// <param name="output_ratio">Instead of sizes: the size of the result in parts of the input's, between 0 and 1.</param>
            /// <exception cref="ArgumentException">Not exactly one of sizes and ratios is given, or a ratio is out of range.</exception>
            public static FractionalMaxPool3d FractionalMaxPool3d(
                (long, long, long) kernel_size, (long, long, long)? output_size = null, (double, double, double)? output_ratio = null) =>
                new FractionalMaxPool3d(
                    new[] { kernel_size.Item1, kernel_size.Item2, kernel_size.Item3 },
                    output_size is ValueTuple<long, long, long> size ? new[] { size.Item1, size.Item2, size.Item3 } : null,
                    output_ratio is ValueTuple<double, double, double> ratio ? new[] { ratio.Item1, ratio.Item2, ratio.Item3 } : null);

            /// <summary>The greatest elements of windows over tensors [N, C, D, H, W], at places that are drawn.</summary>
            /// <param name="kernel_size">The size of the window, for each dimension.</param>
            /// <param name="output_size">The size of the result, for each dimension.</param>
            /// <param name="output_ratio">Instead of sizes: the size of the result in parts of the input's, between 0 and 1.</param>
            /// <exception cref="ArgumentException">Not exactly one of sizes and ratios is given, or a ratio is out of range.</exception>
            public static FractionalMaxPool3d FractionalMaxPool3d(
                long[] kernel_size, long[]? output_size = null, double[]? output_ratio = null) =>
                new FractionalMaxPool3d(kernel_size, output_size, output_ratio);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The greatest elements of windows over tensors [N, C, D, H, W], at places that are drawn.</summary>
    public sealed class FractionalMaxPool3d : FractionalMaxPool
    {
        internal FractionalMaxPool3d(long[] kernel_size, long[]? output_size, double[]? output_ratio)
            : base(nameof(FractionalMaxPool3d), 3, kernel_size, output_size, output_ratio)
        {
        }

        /// <inheritdoc/>
        public override (torch.Tensor Values, torch.Tensor Indices) forward_with_indices(torch.Tensor input) =>
            torch.nn.functional.fractional_max_pool3d_with_indices(input, kernel_size, SizeFor(input));
    }
}
