using System;
using System.Runtime.InteropServices;
using TorchSharpPy.Vips;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision;

namespace TorchSharpPy.Io
{
    /// <summary>From a tensor to the bytes of a file.</summary>
    internal static class Encoder
    {
        private const int LongestSide = 65535; // of JPEG; libvips says what other formats can have

        /// <summary>Encodes an image [C, H, W].</summary>
        internal static byte[] Encode(Tensor image, ImageFormat format, int quality)
        {
            (string operation, string options) = Operation(format, quality);
            Require(image, format);
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = image.detach().cpu().permute(1, 2, 0).contiguous();
            return format == ImageFormat.Bmp ? Bitmap.Encode(rows) : Save(rows, operation, options, format);
        }

        private static (string, string) Operation(ImageFormat format, int quality) => format switch
        {
            ImageFormat.Jpeg => ("jpegsave_buffer", $"Q={quality},optimize-coding=true"),
            ImageFormat.Png => ("pngsave_buffer", "compression=6"),
            ImageFormat.Webp => ("webpsave_buffer", $"Q={quality}"),
            ImageFormat.Gif => ("gifsave_buffer", string.Empty),
            ImageFormat.Tiff => ("tiffsave_buffer", "compression=deflate"),
            ImageFormat.Bmp => (string.Empty, string.Empty),
            _ => throw new NotSupportedException($"Images are encoded as Jpeg, Png, Webp, Gif, Tiff or Bmp, not as {format}."),
        };

        private static void Require(Tensor image, ImageFormat format)
        {
            bool takesWide = format == ImageFormat.Png || format == ImageFormat.Tiff;
            if (image.dtype != ScalarType.Byte && !(takesWide && image.dtype == ScalarType.UInt16))
            {
                throw new ArgumentException(
                    $"Expected an image of bytes{(takesWide ? " or UInt16" : string.Empty)} for {format}, not of {image.dtype}.",
                    nameof(image));
            }
            bool isOpaque = format == ImageFormat.Jpeg || format == ImageFormat.Bmp;
            long channels = image.dim() == 3 ? image.size(0) : 0;
            if (isOpaque ? channels != 1 && channels != 3 : channels < 1 || channels > 4)
            {
                throw new ArgumentException(
                    $"Expected an image [C, H, W] with {(isOpaque ? "1 or 3" : "1 to 4")} channels for {format}, " +
                    $"not {new Size(image.shape)}.", nameof(image));
            }
            if (image.numel() == 0 || image.size(1) > LongestSide || image.size(2) > LongestSide || image.numel() > int.MaxValue / 2)
            {
                throw new ArgumentException(
                    $"Expected an image of 1 to {LongestSide} rows and columns and less than 1 GB, not {new Size(image.shape)}.",
                    nameof(image));
            }
        }

        // Without it, libvips takes numbers of 16 bits for bytes that are too bright.
        private static string Interpretation(long channels, bool isWide) => channels <= 2
            ? isWide ? "grey16" : "b-w"
            : isWide ? "rgb16" : "srgb";

        private static unsafe byte[] Save(Tensor rows, string operation, string options, ImageFormat format)
        {
            bool isWide = rows.dtype == ScalarType.UInt16;
            Span<byte> bytes = isWide ? MemoryMarshal.AsBytes(rows.AsSpan<ushort>()) : rows.AsSpan<byte>();
            fixed (byte* pixels = bytes)
            {
                VipsImage.Format numbers = isWide ? VipsImage.Format.UInt16 : VipsImage.Format.Byte;
                using VipsImage plain = VipsImage.From(pixels, (int)rows.size(1), (int)rows.size(0), (int)rows.size(2), numbers);
                using var copy = new VipsOperation("copy");
                copy.Set("in", plain);
                copy.Set("interpretation=" + Interpretation(rows.size(2), isWide));
                copy.Run();
                using VipsImage image = copy.Image();
                using var save = new VipsOperation(operation);
                save.Set("in", image);
                if (options.Length > 0)
                {
                    save.Set(options);
                }
                try
                {
                    save.Run();
                }
                catch (VipsException error)
                {
                    throw new ArgumentException(
                        $"The image of shape [C, H, W] = [{rows.size(2)}, {rows.size(0)}, {rows.size(1)}] cannot be encoded as {format}: " +
                        $"{error.Message}.",
                        error);
                }
                return save.Bytes();
            }
        }
    }
}
