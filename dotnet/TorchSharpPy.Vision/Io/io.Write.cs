using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class io
        {
            /// <summary>Writes bytes to a file, which they replace.</summary>
            /// <param name="filename">The path.</param>
            /// <param name="data">The bytes, in one dimension.</param>
            /// <exception cref="ArgumentException">The tensor does not have bytes in one dimension.</exception>
            public static void write_file(string filename, Tensor data) => File.WriteAllBytes(filename, BytesOf(data, nameof(data)));

            /// <summary>Writes bytes to a file, which they replace.</summary>
            /// <param name="filename">The path.</param>
            /// <param name="data">The bytes, in one dimension.</param>
            /// <exception cref="ArgumentException">The tensor does not have bytes in one dimension.</exception>
            public static Task write_file_async(string filename, Tensor data) =>
                File.WriteAllBytesAsync(filename, BytesOf(data, nameof(data)));

            /// <summary>Encodes an image.</summary>
            /// <param name="image">The pixels, [C, H, W].</param>
            /// <param name="format">The format.</param>
            /// <param name="imager">What encodes it; <see cref="DefaultImager"/> by default.</param>
            /// <returns>The file's bytes, in one dimension.</returns>
            public static Tensor encode_image(Tensor image, ImageFormat format, Imager? imager = null) =>
                torch.tensor((imager ?? DefaultImager).EncodeImage(image, format));

            /// <summary>Writes an image to a file, which it replaces.</summary>
            /// <param name="image">The pixels, [C, H, W].</param>
            /// <param name="filename">The path.</param>
            /// <param name="format">The format.</param>
            /// <param name="imager">What encodes it; <see cref="DefaultImager"/> by default.</param>
            public static void write_image(Tensor image, string filename, ImageFormat format, Imager? imager = null) =>
                File.WriteAllBytes(filename, (imager ?? DefaultImager).EncodeImage(image, format));

            /// <summary>Writes an image.</summary>
            /// <param name="image">The pixels, [C, H, W].</param>
            /// <param name="stream">Where the file's bytes go.</param>
            /// <param name="format">The format.</param>
            /// <param name="imager">What encodes it; <see cref="DefaultImager"/> by default.</param>
            public static void write_image(Tensor image, Stream stream, ImageFormat format, Imager? imager = null) =>
                (imager ?? DefaultImager).EncodeImage(image, format, stream);

            /// <summary>Writes an image to a file, which it replaces.</summary>
            /// <param name="image">The pixels, [C, H, W].</param>
            /// <param name="filename">The path.</param>
            /// <param name="format">The format.</param>
            /// <param name="imager">What encodes it; <see cref="DefaultImager"/> by default.</param>
            public static Task write_image_async(Tensor image, string filename, ImageFormat format, Imager? imager = null) =>
                File.WriteAllBytesAsync(filename, (imager ?? DefaultImager).EncodeImage(image, format));

            /// <summary>Writes an image.</summary>
            /// <param name="image">The pixels, [C, H, W].</param>
            /// <param name="stream">Where the file's bytes go.</param>
            /// <param name="format">The format.</param>
            /// <param name="cancellationToken">Stops the writing.</param>
            /// <param name="imager">What encodes it; <see cref="DefaultImager"/> by default.</param>
            public static Task write_image_async(
                Tensor image, Stream stream, ImageFormat format, CancellationToken cancellationToken = default, Imager? imager = null) =>
                (imager ?? DefaultImager).EncodeImageAsync(image, format, stream, cancellationToken);

            /// <summary>Writes an image as a PNG file, which it replaces.</summary>
            /// <param name="image">The pixels, [C, H, W].</param>
            /// <param name="filename">The path.</param>
            /// <param name="imager">What encodes it; <see cref="DefaultImager"/> by default.</param>
            public static void write_png(Tensor image, string filename, Imager? imager = null) =>
                write_image(image, filename, ImageFormat.Png, imager);

            /// <summary>Writes an image as PNG.</summary>
            /// <param name="image">The pixels, [C, H, W].</param>
            /// <param name="stream">Where the file's bytes go.</param>
            /// <param name="imager">What encodes it; <see cref="DefaultImager"/> by default.</param>
            public static void write_png(Tensor image, Stream stream, Imager? imager = null) =>
                write_image(image, stream, ImageFormat.Png, imager);

            /// <summary>Writes an image as a JPEG file, which it replaces.</summary>
            /// <param name="image">The pixels, [C, H, W], with 1 or 3 channels.</param>
            /// <param name="filename">The path.</param>
            /// <param name="imager">What encodes it; <see cref="DefaultImager"/> by default.</param>
            public static void write_jpeg(Tensor image, string filename, Imager? imager = null) =>
                write_image(image, filename, ImageFormat.Jpeg, imager);

            /// <summary>Writes an image as JPEG.</summary>
            /// <param name="image">The pixels, [C, H, W], with 1 or 3 channels.</param>
            /// <param name="stream">Where the file's bytes go.</param>
            /// <param name="imager">What encodes it; <see cref="DefaultImager"/> by default.</param>
            public static void write_jpeg(Tensor image, Stream stream, Imager? imager = null) =>
                write_image(image, stream, ImageFormat.Jpeg, imager);
        }
    }
}
