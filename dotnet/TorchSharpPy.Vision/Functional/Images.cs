using System;
using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Functional
{
    /// <summary>What several functions on images need. Call them in a dispose scope: intermediate tensors stay until its end.</summary>
    internal static class Images
    {
        /// <summary>An image has at least two dimensions.</summary>
        /// <exception cref="ArgumentException">It has fewer.</exception>
        internal static Tensor Require(Tensor image, string name, int dimensions = 2)
        {
            if (image is null)
            {
                throw new ArgumentNullException(name);
            }
            return image.dim() >= dimensions ? image : throw new ArgumentException(
                $"Expected an image [..., {(dimensions == 2 ? string.Empty : "C, ")}H, W], not a tensor of shape {new Size(image.shape)}.",
                name);
        }

        /// <summary>An image of one of the numbers of channels, or without channels if it has two dimensions.</summary>
        /// <exception cref="ArgumentException">It has another number of channels.</exception>
        internal static Tensor RequireColors(Tensor image, string name)
        {
            long channels = ChannelsOf(Require(image, name));
            return channels == 1 || channels == 3 ? image : throw new ArgumentException(
                $"Expected an image of 1 or 3 channels, [..., C, H, W], not a tensor of shape {new Size(image.shape)}.", name);
        }

        internal static long ChannelsOf(Tensor image) => image.dim() == 2 ? 1 : image.size(-3);

        internal static (long height, long width) SizeOf(Tensor image) => (image.size(-2), image.size(-1));

        /// <summary>The number that stands for full brightness.</summary>
        internal static double MaxValue(ScalarType type) => type switch
        {
            ScalarType.Byte => byte.MaxValue,
            ScalarType.Int8 => sbyte.MaxValue,
            ScalarType.Int16 => short.MaxValue,
            ScalarType.UInt16 => ushort.MaxValue,
            ScalarType.Int32 => int.MaxValue,
            ScalarType.Int64 => long.MaxValue,
            _ => 1,
        };

        internal static ScalarType FloatTypeOf(Tensor image) => image.is_floating_point() ? image.dtype : ScalarType.Float32;

        /// <summary>A mix of two images: ratio parts of the first.</summary>
        internal static Tensor Blend(Tensor first, Tensor second, double ratio) =>
            first.mul(ratio).add(second.mul(1 - ratio)).clamp(0, MaxValue(first.dtype)).to(first.dtype);

        /// <summary>Calls a function that wants floating-point numbers and [N, C, H, W], and undoes both, with rounding.</summary>
        internal static Tensor AsFloats(Tensor image, ScalarType type, Func<Tensor, Tensor> function)
        {
            Tensor batch = image.dim() < 4 ? image.unsqueeze(0) : image;
            while (batch.dim() < 4)
            {
                batch = batch.unsqueeze(0);
            }
            Tensor result = function(batch.dtype == type ? batch : batch.to(type));
            if (image.dtype != type)
            {
                result = (is_integral(image.dtype) ? result.round() : result).to(image.dtype);
            }
            while (result.dim() > image.dim())
            {
                result = result.squeeze(0);
            }
            return result;
        }

        /// <summary>Like <see cref="AsFloats"/>, for any number of dimensions before the last three.</summary>
        internal static Tensor AsFloatBatch(Tensor image, Func<Tensor, Tensor> function)
        {
            if (image.dim() <= 4)
            {
                return AsFloats(image, FloatTypeOf(image), function);
            }
            long[] shape = image.shape;
            Tensor result = AsFloats(image.flatten(0, -4), FloatTypeOf(image), function);
            return result.reshape(Replaced(shape, result.size(-3), result.size(-2), result.size(-1)));
        }

        /// <summary>Four numbers for the sides: left, top, right, bottom.</summary>
        /// <exception cref="ArgumentException">There are not 1, 2 or 4 numbers.</exception>
        internal static long[] Sides(ReadOnlySpan<long> padding, string name) => padding.Length switch
        {
            1 => new[] { padding[0], padding[0], padding[0], padding[0] },
            2 => new[] { padding[0], padding[1], padding[0], padding[1] },
            4 => padding.ToArray(),
            _ => throw new ArgumentException(
                $"Expected one padding, two (left and right, top and bottom) or four (left, top, right, bottom), not {padding.Length}.",
                name),
        };

        /// <summary>One number for each channel, or one for all.</summary>
        /// <exception cref="ArgumentException">There is another count of numbers.</exception>
        internal static float[]? Fills(IList<float>? fill, Tensor image)
        {
            if (fill == null || fill.Count == 0)
            {
                return null;
            }
            long channels = ChannelsOf(image);
            return fill.Count == 1 || fill.Count == channels ? new List<float>(fill).ToArray() : throw new ArgumentException(
                $"Expected one number to fill with, or one for each of {channels} channels, not {fill.Count}.", nameof(fill));
        }

        private static long[] Replaced(long[] shape, params long[] last)
        {
            var replaced = (long[])shape.Clone();
            last.CopyTo(replaced, shape.Length - last.Length);
            return replaced;
        }
    }
}
