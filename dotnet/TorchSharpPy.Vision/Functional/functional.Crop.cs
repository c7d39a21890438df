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
                /// <summary>Mirrors an image: left becomes right.</summary>
                /// <param name="input">An image.</param>
                public static Tensor hflip(Tensor input) => Images.Require(input, nameof(input)).flip(-1);

                /// <summary>Mirrors an image: up becomes down.</summary>
                /// <param name="input">An image.</param>
                public static Tensor vflip(Tensor input) => Images.Require(input, nameof(input)).flip(-2);

                /// <summary>A part of an image. What lies outside of the image is zero.</summary>
                /// <param name="input">An image.</param>
                /// <param name="top">The first row.</param>
                /// <param name="left">The first column.</param>
                /// <param name="height">How many rows.</param>
                /// <param name="width">How many columns.</param>
                /// <exception cref="ArgumentOutOfRangeException">The height or width is negative.</exception>
                public static Tensor crop(Tensor input, int top, int left, int height, int width)
                {
                    (long rows, long columns) = Images.SizeOf(Images.Require(input, nameof(input)));
                    RequireSize(height, nameof(height), 0);
                    RequireSize(width, nameof(width), 0);
                    using DisposeScope scope = NewDisposeScope();
                    long firstRow = Math.Min(Math.Max(top, 0), rows);
                    long firstColumn = Math.Min(Math.Max(left, 0), columns);
                    long lastRow = Math.Max(Math.Min((long)top + height, rows), firstRow);
                    long lastColumn = Math.Max(Math.Min((long)left + width, columns), firstColumn);
                    Tensor inside = input.narrow(-2, firstRow, lastRow - firstRow).narrow(-1, firstColumn, lastColumn - firstColumn);
                    long above = Math.Min(Math.Max(-(long)top, 0), height);
                    long before = Math.Min(Math.Max(-(long)left, 0), width);
                    long below = height - above - (lastRow - firstRow);
                    long after = width - before - (lastColumn - firstColumn);
                    Tensor result = above + before + below + after == 0
                        ? inside
                        : torch.nn.functional.pad(inside, new[] { before, after, above, below });
                    return result.MoveToOuterDisposeScope();
                }

                /// <summary>A square part of an image. What lies outside of the image is zero.</summary>
                /// <param name="input">An image.</param>
                /// <param name="top">The first row.</param>
                /// <param name="left">The first column.</param>
                /// <param name="size">How many rows and columns.</param>
                public static Tensor crop(Tensor input, int top, int left, int size) => crop(input, top, left, size, size);

                /// <summary>The middle of an image. What lies outside of the image is zero.</summary>
                /// <param name="input">An image.</param>
                /// <param name="height">How many rows.</param>
                /// <param name="width">How many columns.</param>
                public static Tensor center_crop(Tensor input, int height, int width)
                {
                    (long rows, long columns) = Images.SizeOf(Images.Require(input, nameof(input)));
                    return crop(input, Middle(rows, height), Middle(columns, width), height, width);
                }

                /// <summary>A square in the middle of an image. What lies outside of the image is zero.</summary>
                /// <param name="input">An image.</param>
                /// <param name="size">How many rows and columns.</param>
                public static Tensor center_crop(Tensor input, int size) => center_crop(input, size, size);

                /// <summary>A part of an image, resized with antialiasing.</summary>
                /// <param name="input">An image.</param>
                /// <param name="top">The first row.</param>
                /// <param name="left">The first column.</param>
                /// <param name="height">How many rows.</param>
                /// <param name="width">How many columns.</param>
                /// <param name="newHeight">The height of the result.</param>
                /// <param name="newWidth">The width of the result.</param>
                public static Tensor resized_crop(Tensor input, int top, int left, int height, int width, int newHeight, int newWidth)
                {
                    using Tensor part = crop(input, top, left, height, width);
                    return resize(part, newHeight, newWidth);
                }

                /// <summary>An image with a rectangle replaced.</summary>
                /// <param name="img">An image, [..., C, H, W].</param>
                /// <param name="top">The first row of the rectangle.</param>
                /// <param name="left">The first column of the rectangle.</param>
                /// <param name="height">The rows of the rectangle.</param>
                /// <param name="width">The columns of the rectangle.</param>
                /// <param name="value">What to write, of a shape that broadcasts to the rectangle's.</param>
                /// <param name="inplace">Whether to change the image itself.</param>
                /// <exception cref="ArgumentOutOfRangeException">The rectangle is not inside the image.</exception>
                public static Tensor erase(Tensor img, int top, int left, int height, int width, Tensor value, bool inplace = false)
                {
                    (long rows, long columns) = Images.SizeOf(Images.Require(img, nameof(img)));
                    if (value is null)
                    {
                        throw new ArgumentNullException(nameof(value));
                    }
                    if (top < 0 || left < 0 || height < 0 || width < 0 || (long)top + height > rows || (long)left + width > columns)
                    {
                        throw new ArgumentOutOfRangeException(
                            nameof(top), $"({top}, {left}, {height}, {width})",
                            $"The rectangle (top, left, height, width) must be inside the image of {rows} rows and {columns} columns.");
                    }
                    Tensor result = inplace ? img.alias() : img.clone();
                    using Tensor band = result.narrow(-2, top, height);
                    using Tensor rectangle = band.narrow(-1, left, width);
                    rectangle.copy_(value);
                    return result;
                }

                private static void RequireSize(long size, string name, long least = 1)
                {
                    if (size < least)
                    {
                        throw new ArgumentOutOfRangeException(name, size, $"The size must be at least {least}.");
                    }
                }

                // As torchvision rounds: half to even if the image is larger, and downward for the padding before a smaller one.
                private static int Middle(long size, long wanted) => size >= wanted
                    ? (int)Math.Round((size - wanted) / 2.0, MidpointRounding.ToEven)
                    : -(int)((wanted - size) / 2);
            }
        }
    }
}
