using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision.io;

namespace TorchSharpPy.Io
{
    /// <summary>Changes the channels of decoded pixels [C, H, W], with the integers that Pillow computes with.</summary>
    /// <remarks>Call it in a dispose scope: the result may be the pixels themselves.</remarks>
    internal static class Channels
    {
        /// <summary>Changes the channels.</summary>
        /// <param name="pixels">Gray, gray and alpha, RGB, RGB and alpha; or CMYK.</param>
        /// <param name="mode">The channels to have.</param>
        /// <param name="isCmyk">Whether the four channels are CMYK.</param>
        internal static Tensor Convert(Tensor pixels, ImageReadMode mode, bool isCmyk)
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

        private static Tensor Opaque(Tensor pixels) => torch.full(
            new long[] { 1, pixels.size(1), pixels.size(2) }, pixels.dtype == ScalarType.UInt16 ? 65535 : 255, pixels.dtype);

        // 0.299 R + 0.587 G + 0.114 B, in units of 1 / 65536.
        private static Tensor Gray(Tensor rgb)
        {
            Tensor wide = rgb.to(ScalarType.Int64);
            Tensor sum = wide.narrow(0, 0, 1).mul(19595).add(wide.narrow(0, 1, 1).mul(38470)).add(wide.narrow(0, 2, 1).mul(7471));
            return sum.add(32768).bitwise_right_shift(16).to(rgb.dtype);
        }

        // The light that passes the color and the black: (255 - k) - c (255 - k) / 255.
        private static Tensor FromCmyk(Tensor cmyk)
        {
            Tensor wide = cmyk.to(ScalarType.Int32);
            Tensor white = wide.narrow(0, 3, 1).neg().add(255);
            Tensor product = wide.narrow(0, 0, 3).mul(white).add(128);
            Tensor absorbed = product.bitwise_right_shift(8).add(product).bitwise_right_shift(8);
            return white.sub(absorbed).clamp(0, 255).to(cmyk.dtype);
        }
    }
}
