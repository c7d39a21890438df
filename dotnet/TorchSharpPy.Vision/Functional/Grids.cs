using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Functional
{
    /// <summary>Takes each pixel of the result from a place of the image. Call it in a dispose scope.</summary>
    internal static class Grids
    {
        /// <summary>The places for an affine matrix that maps pixels of the result to pixels of the image.</summary>
        /// <param name="matrix">Six numbers, row after row; the center of the image is at 0.</param>
        /// <param name="image">The image.</param>
        /// <param name="height">The height of the result.</param>
        /// <param name="width">The width of the result.</param>
        internal static Tensor Affine(double[] matrix, Tensor image, long height, long width)
        {
            ScalarType type = Images.FloatTypeOf(image);
            (long rows, long columns) = Images.SizeOf(image);
            Tensor theta = torch.tensor(matrix, new long[] { 1, 2, 3 }, type, image.device);
            Tensor half = torch.tensor(new[] { 0.5 * columns, 0.5 * rows }, type, image.device);
            Tensor places = Pixels(height, width, (-height * 0.5) + 0.5, (-width * 0.5) + 0.5, type, image.device);
            return places.bmm(theta.transpose(1, 2).div(half)).view(1, height, width, 2);
        }

        /// <summary>The places for a perspective.</summary>
        /// <param name="coefficients">Eight numbers a to h: x' = (a x + b y + c) / (g x + h y + 1), and y' with d, e and f.</param>
        /// <param name="image">The image, which the result is as large as.</param>
        internal static Tensor Perspective(float[] coefficients, Tensor image)
        {
            ScalarType type = Images.FloatTypeOf(image);
            (long height, long width) = Images.SizeOf(image);
            float[] c = coefficients;
            Tensor above = torch.tensor(new[] { c[0], c[1], c[2], c[3], c[4], c[5] }, new long[] { 1, 2, 3 }, type, image.device);
            Tensor below = torch.tensor(new[] { c[6], c[7], 1, c[6], c[7], 1 }, new long[] { 1, 2, 3 }, type, image.device);
            Tensor half = torch.tensor(new[] { 0.5 * width, 0.5 * height }, type, image.device);
            Tensor places = Pixels(height, width, 0.5, 0.5, type, image.device);
            Tensor quotient = places.bmm(above.transpose(1, 2).div(half)).div(places.bmm(below.transpose(1, 2)));
            return quotient.sub(1.0).view(1, height, width, 2);
        }

        /// <summary>Takes the pixels at the places of a grid.</summary>
        /// <param name="image">The image.</param>
        /// <param name="grid">The places, [1, H, W, 2].</param>
        /// <param name="mode">How values between the pixels are computed.</param>
        /// <param name="fill">What is outside of the image, for each channel or all; null for zeros.</param>
        internal static Tensor Sample(Tensor image, Tensor grid, GridSampleMode mode, float[]? fill) => Images.AsFloats(image, batch =>
        {
            Tensor places = batch.size(0) > 1 ? grid.expand(batch.size(0), -1, -1, -1) : grid;
            if (fill == null)
            {
                return torch.nn.functional.grid_sample(batch, places, mode, align_corners: false);
            }
            Tensor inside = torch.ones(new[] { batch.size(0), 1, batch.size(2), batch.size(3) }, batch.dtype, batch.device);
            Tensor sampled = torch.nn.functional.grid_sample(torch.cat(new[] { batch, inside }, 1), places, mode, align_corners: false);
            Tensor pixels = sampled.narrow(1, 0, batch.size(1));
            Tensor mask = sampled.narrow(1, batch.size(1), 1);
            Tensor filling = torch.tensor(fill, batch.dtype, batch.device).view(1, -1, 1, 1);
            return mode == GridSampleMode.Nearest
                ? torch.where(mask.lt(0.5), filling, pixels)
                : pixels.mul(mask).add(torch.rsub(mask, 1.0).mul(filling));
        });

        /// <summary>The mode of sampling for a mode of interpolation.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is neither Nearest nor Bilinear.</exception>
        internal static GridSampleMode Mode(InterpolationMode mode) => mode switch
        {
            InterpolationMode.Nearest => GridSampleMode.Nearest,
            InterpolationMode.Bilinear => GridSampleMode.Bilinear,
            _ => throw new ArgumentOutOfRangeException("interpolation", mode, "The interpolation must be Nearest or Bilinear."),
        };

        // x, y and 1 of the middle of each pixel, [1, H * W, 3].
        private static Tensor Pixels(long height, long width, double firstRow, double firstColumn, ScalarType type, Device device)
        {
            Tensor x = torch.linspace(firstColumn, firstColumn + width - 1, width, type, device).expand(height, width);
            Tensor y = torch.linspace(firstRow, firstRow + height - 1, height, type, device).unsqueeze(-1).expand(height, width);
            return torch.stack(new[] { x, y, torch.ones_like(x) }, -1).view(1, height * width, 3);
        }
    }
}
