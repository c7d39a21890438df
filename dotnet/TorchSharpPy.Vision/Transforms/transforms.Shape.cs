using System.Collections.Generic;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class transforms
        {
            /// <summary>Mirrors images: left becomes right.</summary>
            public static ITransform HorizontalFlip() => new Step(functional.hflip);

            /// <summary>Mirrors images: up becomes down.</summary>
            public static ITransform VerticalFlip() => new Step(functional.vflip);

            /// <summary>Mirrors images with a probability: left becomes right.</summary>
            /// <param name="p">The probability.</param>
            public static ITransform RandomHorizontalFlip(double p = 0.5) => Randomize(HorizontalFlip(), p);

            /// <summary>Mirrors images with a probability: up becomes down.</summary>
            /// <param name="p">The probability.</param>
            public static ITransform RandomVerticalFlip(double p = 0.5) => Randomize(VerticalFlip(), p);

            /// <summary>A part of images. What lies outside of an image is zero.</summary>
            /// <param name="top">The first row.</param>
            /// <param name="left">The first column.</param>
            /// <param name="height">How many rows.</param>
            /// <param name="width">How many columns.</param>
            public static ITransform Crop(int top, int left, int height, int width) =>
                new Step(input => functional.crop(input, top, left, height, width));

            /// <summary>The middle of images. What lies outside of an image is zero.</summary>
            /// <param name="height">How many rows.</param>
            /// <param name="width">How many columns.</param>
            public static ITransform CenterCrop(int height, int width) => new Step(input => functional.center_crop(input, height, width));

            /// <summary>A square in the middle of images. What lies outside of an image is zero.</summary>
            /// <param name="size">How many rows and columns.</param>
            public static ITransform CenterCrop(int size) => CenterCrop(size, size);

            /// <summary>A part of images, resized.</summary>
            /// <param name="top">The first row.</param>
            /// <param name="left">The first column.</param>
            /// <param name="height">How many rows.</param>
            /// <param name="width">How many columns.</param>
            /// <param name="newHeight">The height of the result.</param>
            /// <param name="newWidth">The width of the result.</param>
            public static ITransform ResizedCrop(int top, int left, int height, int width, int newHeight, int newWidth) =>
                new Step(input => functional.resized_crop(input, top, left, height, width, newHeight, newWidth));

            /// <summary>A square part of images, resized.</summary>
            /// <param name="top">The first row.</param>
            /// <param name="left">The first column.</param>
            /// <param name="size">How many rows and columns.</param>
            /// <param name="newSize">The height and width of the result.</param>
            public static ITransform ResizedCrop(int top, int left, int size, int newSize) =>
                ResizedCrop(top, left, size, size, newSize, newSize);

            /// <summary>Images with a rectangle replaced. See <see cref="functional.erase"/>.</summary>
            /// <param name="top">The first row of the rectangle.</param>
            /// <param name="left">The first column of the rectangle.</param>
            /// <param name="height">The rows of the rectangle.</param>
            /// <param name="width">The columns of the rectangle.</param>
            /// <param name="value">What to write; the caller keeps it.</param>
            /// <param name="inplace">Whether to change the images themselves.</param>
            public static ITransform Erase(int top, int left, int height, int width, Tensor value, bool inplace = false) =>
                new Step(input => functional.erase(input, top, left, height, width, value, inplace));

            /// <summary>Adds rows and columns to images. See <see cref="functional.pad(Tensor, long[], double, PaddingModes)"/>.</summary>
            /// <param name="pad">
            /// One number for all sides, two (left and right, top and bottom), or four (left, top, right, bottom).
            /// </param>
            /// <param name="mode">What is in them.</param>
            /// <param name="value">The number in them, with constant padding.</param>
            public static ITransform Pad(long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                new Step(input => functional.pad(input, pad, value, mode));

            /// <summary>Resizes images. The shorter side gets a size, and the ratio of the sides stays.</summary>
            /// <param name="size">The size.</param>
            /// <param name="interpolation">Nearest, NearestExact, Bilinear or Bicubic.</param>
            /// <param name="maxSize">The most that the longer side may have.</param>
            /// <param name="antialias">Whether an image that becomes smaller is smoothed first, with Bilinear and Bicubic.</param>
            public static ITransform Resize(int size, InterpolationMode interpolation, int? maxSize = null, bool antialias = true) =>
                new Step(input => functional.resize(input, size, -1, interpolation, maxSize, antialias));

            /// <summary>
            /// Resizes images, bilinear and with antialiasing. The shorter side gets a size, and the ratio of the sides stays.
            /// </summary>
            /// <param name="size">The size.</param>
            public static ITransform Resize(int size) => Resize(size, InterpolationMode.Bilinear);

            /// <summary>
            /// Resizes images, bilinear and with antialiasing. The shorter side gets a size, and the ratio of the sides stays.
            /// </summary>
            /// <param name="size">The size.</param>
            /// <param name="maxSize">The most that the longer side may have.</param>
            public static ITransform Resize(int size, int? maxSize) => Resize(size, InterpolationMode.Bilinear, maxSize);

            /// <summary>Resizes images. See <see cref="functional.resize(Tensor, int, int, InterpolationMode, int?, bool)"/>.</summary>
            /// <param name="height">The height.</param>
            /// <param name="width">The width.</param>
            /// <param name="interpolation">Nearest, NearestExact, Bilinear or Bicubic.</param>
            /// <param name="maxSize">The most that the longer side may have, if the width is -1.</param>
            /// <param name="antialias">Whether an image that becomes smaller is smoothed first, with Bilinear and Bicubic.</param>
            public static ITransform Resize(
                int height, int width, InterpolationMode interpolation, int? maxSize = null, bool antialias = true) =>
                new Step(input => functional.resize(input, height, width, interpolation, maxSize, antialias));

            /// <summary>Resizes images, bilinear and with antialiasing.</summary>
            /// <param name="height">The height.</param>
            /// <param name="width">The width.</param>
            public static ITransform Resize(int height, int width) => Resize(height, width, InterpolationMode.Bilinear);

            /// <summary>Resizes images, bilinear and with antialiasing.</summary>
            /// <param name="height">The height.</param>
            /// <param name="width">The width.</param>
            /// <param name="maxSize">The most that the longer side may have, if the width is -1.</param>
            public static ITransform Resize(int height, int width, int? maxSize) =>
                Resize(height, width, InterpolationMode.Bilinear, maxSize);

            /// <summary>Turns images counterclockwise. See <see cref="functional.rotate"/>.</summary>
            /// <param name="angle">The angle, in degrees.</param>
            /// <param name="interpolation">Nearest or Bilinear.</param>
            /// <param name="expand">Whether the result is large enough for the whole image.</param>
            /// <param name="center">The point that does not move, x and y; the middle by default.</param>
            /// <param name="fill">What is outside of the image; zeros by default.</param>
            public static ITransform Rotate(
                float angle, InterpolationMode interpolation = InterpolationMode.Nearest, bool expand = false, (int, int)? center = null,
                IList<float>? fill = null) =>
                new Step(input => functional.rotate(input, angle, interpolation, expand, center, fill));

            /// <summary>Changes the perspective of images. See <see cref="functional.perspective"/>.</summary>
            /// <param name="startpoints">Four corners in the image, each x and y: top left, top right, bottom right, bottom left.</param>
            /// <param name="endpoints">Where they are in the result.</param>
            /// <param name="interpolation">Nearest or Bilinear.</param>
            /// <param name="fill">What is outside of the image; zeros by default.</param>
            public static ITransform Perspective(
                IList<IList<int>> startpoints, IList<IList<int>> endpoints, InterpolationMode interpolation = InterpolationMode.Bilinear,
                IList<float>? fill = null) =>
                new Step(input => functional.perspective(input, startpoints, endpoints, interpolation, fill));
        }
    }
}
