using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharpPy.Vips;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Io
{
    /// <summary>From the bytes of a file to a tensor.</summary>
    internal static class Decoder
    {
        // Others need not be safe for files of strangers.
        private static readonly string[] Formats = { "Jpeg", "Png", "Webp", "Nsgif", "Tiff" };

        /// <summary>Decodes an image into a contiguous tensor [C, H, W].</summary>
        internal static unsafe Tensor Decode(
            ReadOnlySpan<byte> file, torchvision.io.ImageReadMode mode, bool applyOrientation, long maxPixels)
        {
            if (!Enum.IsDefined(typeof(torchvision.io.ImageReadMode), mode))
            {
                throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");
            }
            fixed (byte* data = file)
            {
                using VipsOperation load = Loader(data, file.Length);
                try
                {
                    load.Run();
                    using VipsImage image = load.Image();
                    RequireUsable(image, maxPixels);
                    return Read(image, mode, applyOrientation);
                }
                catch (VipsException error)
                {
                    throw new InvalidDataException($"The image is damaged: {error.Message}.", error);
                }
            }
        }

        private static unsafe VipsOperation Loader(byte* data, int size)
        {
            VipsFunctions vips = VipsLibrary.Functions;
            string? name = size == 0 ? null : Marshal.PtrToStringAnsi(vips.FindLoadBuffer(data, (UIntPtr)size));
            string? format = Formats.FirstOrDefault(one => name == $"VipsForeignLoad{one}Buffer");
            if (format == null)
            {
                string reason = size == 0 ? "there are no bytes" : name ?? vips.TakeError();
                throw new InvalidDataException(
                    $"Expected an image that is a JPEG, PNG, WebP, GIF or TIFF file, found {size} bytes of another kind ({reason}).");
            }
            var load = new VipsOperation(name!);
            try
            {
                load.Set("buffer", data, size);
                load.Set("access=sequential,fail-on=error");
                return load;
            }
            catch
            {
                load.Dispose();
                throw;
            }
        }

        private static void RequireUsable(VipsImage image, long maxPixels)
        {
            long pixels = (long)image.Width * image.Height;
            if (pixels > maxPixels)
            {
                throw new InvalidDataException(
                    $"The image has {image.Width} x {image.Height} pixels, which is more than {maxPixels:N0}: if it is one of yours, " +
                    "decode it with a VipsImager that has greater max_pixels.");
            }
            bool isWide = image.Numbers == VipsImage.Format.UInt16;
            if ((!isWide && image.Numbers != VipsImage.Format.Byte) || image.Bands < 1 || image.Bands > 4)
            {
                throw new InvalidDataException(
                    $"Expected an image of 1 to 4 channels of 8 or 16 bits, found {image.Bands} channels in format " +
                    $"{(int)image.Numbers} of libvips.");
            }
            if (image.IsPacked || !Enum.IsDefined(typeof(VipsImage.Colors), image.Meaning))
            {
                throw new InvalidDataException(
                    $"Expected an image with the colors gray, RGB or CMYK, found {(int)image.Meaning} of libvips: convert it to RGB.");
            }
            if (pixels * image.Bands * (isWide ? 2 : 1) > int.MaxValue)
            {
                throw new InvalidDataException($"The image has {image.Width} x {image.Height} pixels, which is more than 2 GB.");
            }
        }

        private static Tensor Read(VipsImage image, torchvision.io.ImageReadMode mode, bool applyOrientation)
        {
            using DisposeScope scope = NewDisposeScope();
            bool isWide = image.Numbers == VipsImage.Format.UInt16;
            Tensor rows = torch.empty(
                new long[] { image.Height, image.Width, image.Bands }, isWide ? ScalarType.UInt16 : ScalarType.Byte);
            image.CopyTo(isWide ? MemoryMarshal.AsBytes(rows.AsSpan<ushort>()) : rows.AsSpan<byte>());
            Tensor pixels = Channels.Convert(rows, mode, image.Meaning == VipsImage.Colors.Cmyk);
            rows.Dispose();
            return (applyOrientation ? Turned(pixels, image.Orientation) : pixels).contiguous().MoveToOuterDisposeScope();
        }

        private static Tensor Turned(Tensor pixels, int orientation) => orientation switch
        {
            2 => pixels.flip(-1),
            3 => pixels.flip(-1, -2),
            4 => pixels.flip(-2),
            5 => pixels.transpose(-1, -2),
            6 => pixels.transpose(-1, -2).flip(-1),
            7 => pixels.transpose(-1, -2).flip(-1, -2),
            8 => pixels.transpose(-1, -2).flip(-2),
            _ => pixels,
        };
    }
}
