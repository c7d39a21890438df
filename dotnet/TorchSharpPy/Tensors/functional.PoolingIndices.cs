using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>The largest element of each window, where the windows divide the input, and its index.</summary>
                /// <param name="input">The tensor, [N, C, L] or [C, L].</param>
                /// <param name="output_size">The length of the result.</param>
                public static (Tensor output, Tensor indices) adaptive_max_pool1d_with_indices(Tensor input, IntList output_size) =>
                    adaptive_max_pool1d(input, output_size);

                /// <summary>The largest element of each window, where the windows divide the input, and its index.</summary>
                /// <param name="input">The tensor, [N, C, H, W] or [C, H, W].</param>
                /// <param name="output_size">The size of the result; one number stands for both.</param>
                public static (Tensor output, Tensor indices) adaptive_max_pool2d_with_indices(Tensor input, IntList output_size) =>
                    adaptive_max_pool2d(input, Spread(output_size.ToArray(), 2, nameof(output_size))!);

                /// <summary>The largest element of each window, where the windows divide the input, and its index.</summary>
                /// <param name="input">The tensor, [N, C, D, H, W] or [C, D, H, W].</param>
                /// <param name="output_size">The size of the result; one number stands for all.</param>
                public static (Tensor output, Tensor indices) adaptive_max_pool3d_with_indices(Tensor input, IntList output_size) =>
                    adaptive_max_pool3d(input, Spread(output_size.ToArray(), 3, nameof(output_size))!);

                /// <summary>The largest element of each window, at places that are drawn, and its index.</summary>
                /// <param name="input">The tensor, [N, C, H, W] or [C, H, W].</param>
                /// <param name="kernel_size">The size of the window; one number stands for both.</param>
                /// <param name="output_size">The size of the result; one number stands for both.</param>
                public static (Tensor output, Tensor indices) fractional_max_pool2d_with_indices(
                    Tensor input, IntList kernel_size, IntList output_size)
                {
                    using Tensor places = PlacesOfWindows(input, 2);
                    long[] sizes = Spread(output_size.ToArray(), 2, nameof(output_size))!;
                    return fractional_max_pool2d(input, EachOf(kernel_size, 2), sizes, places);
                }

                /// <summary>The largest element of each window, at places that are drawn, and its index.</summary>
                /// <param name="input">The tensor, [N, C, D, H, W] or [C, D, H, W].</param>
                /// <param name="kernel_size">The size of the window; one number stands for all.</param>
                /// <param name="output_size">The size of the result; one number stands for all.</param>
                public static (Tensor output, Tensor indices) fractional_max_pool3d_with_indices(
                    Tensor input, IntList kernel_size, IntList output_size)
                {
                    using Tensor places = PlacesOfWindows(input, 3);
                    long[] sizes = Spread(output_size.ToArray(), 3, nameof(output_size))!;
                    return fractional_max_pool3d(input, EachOf(kernel_size, 3), sizes, places);
                }

                /// <summary>From 0 to 1, for each batch, channel and dimension.</summary>
                private static Tensor PlacesOfWindows(Tensor input, int dimensions)
                {
                    long[] shape = NotNull(input).shape;
                    if (shape.Length != dimensions + 1 && shape.Length != dimensions + 2)
                    {
                        throw new ArgumentException(
                            $"Expected a tensor of {dimensions + 1} or {dimensions + 2} dimensions, not {shape.Length}.", nameof(input));
                    }
                    long batches = shape.Length == dimensions + 1 ? 1 : shape[0];
                    long channels = shape[shape.Length - dimensions - 1];
                    return rand(new[] { batches, channels, dimensions }, dtype: input.dtype, device: input.device);
                }
            }
        }
    }
}
