using System;
using System.IO;
using TorchSharpPy.Io;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class io
        {
            /// <summary>Decodes JPEG, PNG, WebP, GIF and TIFF, and encodes JPEG, PNG, WebP, GIF, TIFF and BMP, with libvips.</summary>
            /// <remarks>
            /// Pixels are bytes, or UInt16 for PNG and TIFF files of 16 bits. Of a file with several images, the first counts.
            /// </remarks>
            public sealed class VipsImager : Imager
            {
                private readonly int quality;
                private readonly bool applyExifOrientation;
                private readonly long maxPixels;

                /// <summary>Creates an imager.</summary>
                /// <param name="quality">The quality of JPEG and WebP, from 1 to 100.</param>
                /// <param name="apply_exif_orientation">Whether a decoded image is turned as its EXIF data say.</param>
                /// <param name="max_pixels">The most pixels that an image may have, which bounds what a hostile file can cost.</param>
                /// <exception cref="ArgumentOutOfRangeException">The quality is not from 1 to 100, or the most is not positive.</exception>
                public VipsImager(int quality = 75, bool apply_exif_orientation = false, long max_pixels = 1L << 28)
                {
                    this.quality = quality >= 1 && quality <= 100 ? quality : throw new ArgumentOutOfRangeException(
                        nameof(quality), quality, "The quality must be from 1 to 100.");
                    maxPixels = max_pixels > 0 ? max_pixels : throw new ArgumentOutOfRangeException(
                        nameof(max_pixels), max_pixels, "The most pixels of an image must be a positive number.");
                    applyExifOrientation = apply_exif_orientation;
                }

                /// <inheritdoc/>
                /// <exception cref="InvalidDataException">
                /// The file is damaged, too large, or not in a format that can be decoded.
                /// </exception>
                /// <exception cref="DllNotFoundException">libvips is missing; the message says how to get it.</exception>
                public override Tensor DecodeImage(Stream stream, ImageReadMode mode = ImageReadMode.UNCHANGED)
                {
                    using var bytes = new MemoryStream();
                    (stream ?? throw new ArgumentNullException(nameof(stream))).CopyTo(bytes);
                    return Decoder.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), mode, applyExifOrientation, maxPixels);
                }

                /// <inheritdoc/>
                /// <exception cref="InvalidDataException">
                /// The file is damaged, too large, or not in a format that can be decoded.
                /// </exception>
                /// <exception cref="DllNotFoundException">libvips is missing; the message says how to get it.</exception>
                public override Tensor DecodeImage(byte[] data, ImageReadMode mode = ImageReadMode.UNCHANGED) =>
                    Decoder.Decode(data ?? throw new ArgumentNullException(nameof(data)), mode, applyExifOrientation, maxPixels);

                /// <inheritdoc/>
                /// <exception cref="ArgumentException">The tensor is not an image that the format can have.</exception>
                /// <exception cref="NotSupportedException">The format is not one that can be encoded.</exception>
                /// <exception cref="DllNotFoundException">libvips is missing; the message says how to get it.</exception>
                public override void EncodeImage(Tensor image, ImageFormat format, Stream stream)
                {
                    if (stream == null)
                    {
                        throw new ArgumentNullException(nameof(stream));
                    }
                    byte[] bytes = EncodeImage(image, format);
                    stream.Write(bytes, 0, bytes.Length);
                }

                /// <inheritdoc/>
                /// <exception cref="ArgumentException">The tensor is not an image that the format can have.</exception>
                /// <exception cref="NotSupportedException">The format is not one that can be encoded.</exception>
                /// <exception cref="DllNotFoundException">libvips is missing; the message says how to get it.</exception>
                public override byte[] EncodeImage(Tensor image, ImageFormat format) =>
                    Encoder.Encode(image ?? throw new ArgumentNullException(nameof(image)), format, quality);
            }
        }
    }
}
