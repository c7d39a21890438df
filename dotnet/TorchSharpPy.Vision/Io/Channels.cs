using System;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision.io;

namespace TorchSharpPy.Io
{
    /// <summary>Changes the channels of decoded pixels, with the integers that Pillow computes with.</summary>
    internal static class Channels
    {
        private const long PixelsAtOnce = 1 << 18; // which bounds the memory that the wider integers need

        /// <summary>The pixels [C, H, W] with other channels.</summary>
        /// <param name="rows">[H, W, C], gray, gray and alpha, RGB, RGB and alpha; or CMYK.</param>
        /// <param name="mode">The channels to have.</param>
        /// <param name="isCmyk">Whether four channels are CMYK.</param>
        /// <returns>A new contiguous tensor.</returns>
        internal static Tensor Convert(Tensor rows, ImageReadMode mode, bool isCmyk)
        {
            (long height, long width) = (rows.size(0), rows.size(1));
            Tensor result = torch.empty(new[] { CountOf(rows, mode), height, width }, rows.dtype);
            long atOnce = Math.Max(1, PixelsAtOnce / width);
            for (long first = 0; first < height; first += atOnce)
            {
                using DisposeScope scope = NewDisposeScope();
                long count = Math.Min(atOnce, height - first);
                Tensor some = rows.narrow(0, first, count).permute(2, 0, 1);
                result.narrow(1, first, count).copy_(Converted(some, mode, isCmyk));
            }
            return result;
        }

        private static long CountOf(Tensor rows, ImageReadMode mode) => mode switch
        {
            ImageReadMode.GRAY => 1,
            ImageReadMode.GRAY_ALPHA => 2,
            ImageReadMode.RGB => 3,
            ImageReadMode.RGB_ALPHA => 4,
            _ => rows.size(2),
        };

        private static Tensor Converted(Tensor pixels, ImageReadMode mode, bool isCmyk)
        {
            if (mode == ImageReadMode.UNCHANGED)
            {
                return pixels;
            }
            if (isCmyk && pixels.size(0) == 4)
            {
                pixels = FromCmyk(pixels);
            }
            bool hasAlpha = pixels.size(0) % 2 == 0;
            long colors = pixels.size(0) - (hasAlpha ? 1 : 0);
            Tensor color = pixels.narrow(0, 0, colors);
            bool wantsGray = mode == ImageReadMode.GRAY || mode == ImageReadMode.GRAY_ALPHA;
            if (wantsGray && colors == 3)
            {
                color = Gray(color);
            }
            else if (!wantsGray && colors == 1)
            {
                color = color.expand(3, -1, -1);
            }
            if (mode == ImageReadMode.GRAY || mode == ImageReadMode.RGB)
            {
                return color;
            }
            Tensor alpha = hasAlpha ? pixels.narrow(0, colors, 1) : Opaque(pixels);
            return torch.cat(new[] { color, alpha }, 0);
        }

        private static bool IsWide(Tensor pixels) => pixels.dtype == ScalarType.UInt16;

        private static Tensor Opaque(Tensor pixels) => torch.full(
            new long[] { 1, pixels.size(1), pixels.size(2) }, IsWide(pixels) ? 65535 : 255, pixels.dtype);

        // 0.299 R + 0.587 G + 0.114 B, in units of 1 / 65536.
        private static Tensor Gray(Tensor rgb)
        {
            Tensor wide = rgb.to(ScalarType.Int64);
            Tensor sum = wide.narrow(0, 0, 1).mul(19595).add(wide.narrow(0, 1, 1).mul(38470)).add(wide.narrow(0, 2, 1).mul(7471));
            return sum.add(32768).bitwise_right_shift(16).to(rgb.dtype);
        }

        // The light that passes the color and the black: (most - k) - c (most - k) / most, the quotient rounded.
        private static Tensor FromCmyk(Tensor cmyk)
        {
            (int bits, long most) = IsWide(cmyk) ? (16, 65535L) : (8, 255L);
            Tensor wide = cmyk.to(ScalarType.Int64);
            Tensor white = wide.narrow(0, 3, 1).neg().add(most);
            Tensor product = wide.narrow(0, 0, 3).mul(white).add(1L << (bits - 1));
            Tensor absorbed = product.bitwise_right_shift(bits).add(product).bitwise_right_shift(bits);
            return white.sub(absorbed).clamp(0, most).to(cmyk.dtype);
        }
    }
}
