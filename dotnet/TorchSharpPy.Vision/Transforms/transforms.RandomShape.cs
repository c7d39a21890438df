using System;
using System.Collections.Generic;
using TorchSharpPy.Functional;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class transforms
        {
            /// <summary>Turns images by an angle between -degrees and degrees.</summary>
            /// <param name="degrees">The greatest angle.</param>
            /// <param name="interpolation">Nearest or Bilinear.</param>
            /// <param name="expand">Whether the result is large enough for the whole image.</param>
            /// <param name="center">The point that does not move, x and y; the middle by default.</param>
            /// <param name="fill">What is outside of the image; zeros by default.</param>
            /// <exception cref="ArgumentOutOfRangeException">The angle is negative.</exception>
            public static ITransform RandomRotation(
                double degrees, InterpolationMode interpolation = InterpolationMode.Nearest, bool expand = false, (int, int)? center = null,
                IList<float>? fill = null) =>
                degrees >= 0
                    ? RandomRotation((-degrees, degrees), interpolation, expand, center, fill)
                    : throw new ArgumentOutOfRangeException(
                        nameof(degrees), degrees, "One number of degrees must not be negative: pass two, from and to.");

            /// <summary>Turns images by an angle of a range.</summary>
            /// <param name="degrees">The least and the greatest angle.</param>
            /// <param name="interpolation">Nearest or Bilinear.</param>
            /// <param name="expand">Whether the result is large enough for the whole image.</param>
            /// <param name="center">The point that does not move, x and y; the middle by default.</param>
            /// <param name="fill">What is outside of the image; zeros by default.</param>
            /// <exception cref="ArgumentOutOfRangeException">The first angle is greater than the second.</exception>
            public static ITransform RandomRotation(
                (double, double) degrees, InterpolationMode interpolation = InterpolationMode.Nearest, bool expand = false,
                (int, int)? center = null, IList<float>? fill = null)
            {
                (double from, double to) = RequireRange(degrees, double.NegativeInfinity, nameof(degrees));
                return new Step(input => functional.rotate(
                    input, (float)Draws.Uniform(from, to), interpolation, expand, center, fill ?? new float[] { 0 }));
            }

            /// <summary>A part of images of any place, size and ratio of the sides, resized.</summary>
            /// <param name="height">The height of the result.</param>
            /// <param name="width">The width of the result.</param>
            /// <param name="scaleMin">The least part of the area.</param>
            /// <param name="scaleMax">The greatest part of the area.</param>
            /// <param name="ratioMin">The least ratio of width to height.</param>
            /// <param name="ratioMax">The greatest ratio of width to height.</param>
            /// <exception cref="ArgumentOutOfRangeException">
            /// A number is not positive, or the first of a range is the greater one.
            /// </exception>
            public static ITransform RandomResizedCrop(
                int height, int width, double scaleMin = 0.08, double scaleMax = 1.0, double ratioMin = 3.0 / 4, double ratioMax = 4.0 / 3)
            {
                RequireRange((scaleMin, scaleMax), double.Epsilon, "scale");
                RequireRange((ratioMin, ratioMax), double.Epsilon, "ratio");
                return new Step(input =>
                {
                    (int top, int left, int rows, int columns) = RandomPart.Of(input, (scaleMin, scaleMax), (ratioMin, ratioMax));
                    return functional.resized_crop(input, top, left, rows, columns, height, width);
                });
            }

            /// <summary>A part of images of any place, size and ratio of the sides, resized to a square.</summary>
            /// <param name="size">The height and width of the result.</param>
            /// <param name="scaleMin">The least part of the area.</param>
            /// <param name="scaleMax">The greatest part of the area.</param>
            /// <param name="ratioMin">The least ratio of width to height.</param>
            /// <param name="ratioMax">The greatest ratio of width to height.</param>
            /// <exception cref="ArgumentOutOfRangeException">
            /// A number is not positive, or the first of a range is the greater one.
            /// </exception>
            public static ITransform RandomResizedCrop(
                int size, double scaleMin = 0.08, double scaleMax = 1.0, double ratioMin = 3.0 / 4, double ratioMax = 4.0 / 3) =>
                RandomResizedCrop(size, size, scaleMin, scaleMax, ratioMin, ratioMax);

            /// <summary>Changes the perspective of images with a probability.</summary>
            /// <param name="distortion">How far the corners may move, 0 to 1.</param>
            /// <param name="p">The probability.</param>
            /// <exception cref="ArgumentOutOfRangeException">A number is not from 0 to 1.</exception>
            public static ITransform RandomPerspective(double distortion = 0.5, double p = 0.5)
            {
                if (!(distortion >= 0 && distortion <= 1))
                {
                    throw new ArgumentOutOfRangeException(nameof(distortion), distortion, "The distortion must be from 0 to 1.");
                }
                return Randomize(
                    new Step(input =>
                    {
                        (long height, long width) = Images.SizeOf(Images.Require(input, nameof(input)));
                        (int[][] from, int[][] to) = RandomCorners.Of((int)height, (int)width, distortion);
                        return functional.perspective(input, from, to, InterpolationMode.Bilinear, new float[] { 0 });
                    }),
                    p);
            }

            /// <summary>The two numbers of a range.</summary>
            /// <exception cref="ArgumentOutOfRangeException">They are not in order, or less than the least.</exception>
            internal static (double, double) RequireRange((double from, double to) range, double least, string name) =>
                range.from >= least && range.from <= range.to && range.to < double.PositiveInfinity
                    ? range
                    : throw new ArgumentOutOfRangeException(
                        name, range, least > double.NegativeInfinity
                            ? $"Expected two numbers in ascending order that are {(least > 0 ? "positive" : "not negative")}."
                            : "Expected two numbers in ascending order.");
        }
    }
}
