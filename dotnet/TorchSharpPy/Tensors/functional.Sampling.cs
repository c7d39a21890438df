using System;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>Takes values of images at the places that a grid names.</summary>
                /// <param name="input">Images, [N, C, H, W] or [N, C, D, H, W].</param>
                /// <param name="grid">
                /// Places, [N, H', W', 2] or [N, D', H', W', 3], as x, y (and z) from -1, the left or upper edge, to 1.
                /// </param>
                /// <param name="mode">How values between the pixels are computed.</param>
                /// <param name="padding_mode">What is found outside the images.</param>
                /// <param name="align_corners">Whether -1 and 1 are the centers of the corners, instead of their outer edges.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit.</exception>
                /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
                public static Tensor grid_sample(
                    Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear,
                    GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null)
                {
                    if (!Enum.IsDefined(typeof(GridSampleMode), mode))
                    {
                        throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");
                    }
                    if (!Enum.IsDefined(typeof(GridSamplePaddingMode), padding_mode))
                    {
                        throw new ArgumentOutOfRangeException(nameof(padding_mode), padding_mode, "There is no such mode.");
                    }
                    return OperatorCall.Begin(ref Aten.grid_sampler, "aten::grid_sampler", "")
                        .With(input).With(grid).With((long)mode).With((long)padding_mode).With(align_corners ?? false).Tensor();
                }

                /// <summary>The grids for <see cref="grid_sample"/> that belong to affine matrices.</summary>
                /// <param name="theta">Matrices, [N, 2, 3] or [N, 3, 4].</param>
                /// <param name="size">The size of the images that the grid makes, [N, C, H, W] or [N, C, D, H, W].</param>
                /// <param name="align_corners">Whether -1 and 1 are the centers of the corners, instead of their outer edges.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit.</exception>
                /// <exception cref="ArgumentException">
                /// The matrices are not of floating-point numbers, or the size is not one of images.
                /// </exception>
                public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false)
                {
                    if (!NotNull(theta).is_floating_point())
                    {
                        throw new ArgumentException($"Expected matrices of floating-point numbers, not {theta.dtype}.", nameof(theta));
                    }
                    if (size == null || (size.Length != 4 && size.Length != 5) || Array.Exists(size, one => one <= 0))
                    {
                        throw new ArgumentException(
                            "Expected the size of images, [N, C, H, W] or [N, C, D, H, W], of positive numbers.", nameof(size));
                    }
                    return affine_grid_generator(theta, size, align_corners);
                }
            }
        }
    }
}
