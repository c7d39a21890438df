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
        /// <param name="image">An image.</param>
        /// <param name="function">The function.</param>
        /// <param name="isHalfEnough">Whether numbers of 16 bits are kept; otherwise they become Float32, too.</param>
        internal static Tensor AsFloats(Tensor image, Func<Tensor, Tensor> function, bool isHalfEnough = true)
        {
            bool isHalf = image.dtype == ScalarType.Float16 || image.dtype == ScalarType.BFloat16;
            ScalarType type = isHalf && !isHalfEnough ? ScalarType.Float32 : FloatTypeOf(image);
            Tensor batch = image;
            for (long dimensions = image.dim(); dimensions < 4; dimensions++)
            {
                batch = batch.unsqueeze(0);
            }
            batch = batch.dim() > 4 ? batch.flatten(0, -4) : batch;
            Tensor result = function(batch.dtype == type ? batch : batch.to(type));
            if (image.dtype != type)
            {
                result = (is_integral(image.dtype) ? result.round() : result).to(image.dtype);
            }
            return result.reshape(WithSize(image.shape, result.size(-2), result.size(-1)));
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

        private static long[] WithSize(long[] shape, long height, long width)
        {
            var other = (long[])shape.Clone();
            (other[^2], other[^1]) = (height, width);
            return other;
        }
    }
}
