using System;
using TorchSharpPy.Functional;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class transforms
        {
            public static partial class functional
            {
                /// <summary>Resizes an image.</summary>
                /// <param name="input">An image.</param>
                /// <param name="height">The height of the result; if the width is -1, its shorter side.</param>
                /// <param name="width">The width of the result; -1 keeps the ratio of the sides.</param>
                /// <param name="interpolation">Nearest, NearestExact, Bilinear or Bicubic.</param>
                /// <param name="maxSize">The most that the longer side may have, if the ratio is kept.</param>
                /// <param name="antialias">Whether an image that becomes smaller is smoothed first, with Bilinear and Bicubic.</param>
                /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the interpolation is another.</exception>
                /// <exception cref="ArgumentException">The longer side may have less than the shorter one shall have.</exception>
                public static Tensor resize(
                    Tensor input, int height, int width, InterpolationMode interpolation, int? maxSize = null, bool antialias = true)
                {
                    (long rows, long columns) = Images.SizeOf(Images.Require(input, nameof(input)));
                    RequireInterpolation(interpolation);
                    (long newRows, long newColumns) = NewSize(rows, columns, height, width, maxSize);
                    if ((newRows, newColumns) == (rows, columns))
                    {
                        return input.alias();
                    }
                    using DisposeScope scope = NewDisposeScope();
                    bool isSmooth = interpolation == InterpolationMode.Bilinear || interpolation == InterpolationMode.Bicubic;
                    var size = new[] { newRows, newColumns };
                    Tensor Resized(Tensor batch) => torch.nn.functional.interpolate(
                        batch, size, mode: interpolation, align_corners: isSmooth ? false : (bool?)null, antialias: antialias && isSmooth);
                    bool overshoots = interpolation == InterpolationMode.Bicubic && input.dtype == ScalarType.Byte;
                    Tensor result = Images.AsFloats(
                        input, batch => overshoots ? Resized(batch).clamp(0, 255) : Resized(batch), isHalfEnough: false);
                    return result.MoveToOuterDisposeScope();
                }

                /// <summary>Resizes an image, bilinear and with antialiasing.</summary>
                /// <param name="input">An image.</param>
                /// <param name="height">The height of the result; if the width is -1, its shorter side.</param>
                /// <param name="width">The width of the result; -1 keeps the ratio of the sides.</param>
                /// <param name="maxSize">The most that the longer side may have, if the ratio is kept.</param>
                public static Tensor resize(Tensor input, int height, int width, int? maxSize) =>
                    resize(input, height, width, InterpolationMode.Bilinear, maxSize);

                /// <summary>Resizes an image, bilinear and with antialiasing.</summary>
                /// <param name="input">An image.</param>
                /// <param name="height">The height of the result; if the width is -1, its shorter side.</param>
                /// <param name="width">The width of the result; -1 keeps the ratio of the sides.</param>
                public static Tensor resize(Tensor input, int height, int width) =>
                    resize(input, height, width, InterpolationMode.Bilinear);

                private static void RequireInterpolation(InterpolationMode mode)
                {
                    if (mode != InterpolationMode.Nearest && mode != InterpolationMode.NearestExact &&
                        mode != InterpolationMode.Bilinear && mode != InterpolationMode.Bicubic)
                    {
                        throw new ArgumentOutOfRangeException(
                            "interpolation", mode, "Images are resized by Nearest, NearestExact, Bilinear or Bicubic.");
                    }
                }

                private static (long rows, long columns) NewSize(long rows, long columns, long height, long width, int? maxSize)
                {
                    RequireSize(height, nameof(height));
                    if (rows == 0 || columns == 0)
                    {
                        throw new ArgumentException($"An image of {rows} rows and {columns} columns cannot be resized.", "input");
                    }
                    if (width != -1)
                    {
                        RequireSize(width, nameof(width));
                        return maxSize == null ? (height, width) : throw new ArgumentException(
                            "A maxSize is for a result that keeps the ratio of the sides: pass -1 as the width.", nameof(maxSize));
                    }
                    long shorter = height;
                    long longer = (long)((double)height * Math.Max(rows, columns) / Math.Min(rows, columns));
                    if (maxSize is int most)
                    {
                        if (most <= height)
                        {
                            throw new ArgumentException(
                                $"The maxSize of the longer side, {most}, must be greater than the size of the shorter one, {height}.",
                                nameof(maxSize));
                        }
                        if (longer > most)
                        {
                            (shorter, longer) = ((long)((double)most * shorter / longer), most);
                        }
                    }
                    return rows <= columns ? (shorter, longer) : (longer, shorter);
                }
            }
        }
    }
}
