using System;
using System.IO;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class io
        {
            /// <summary>The bytes of a file, as a tensor of one dimension.</summary>
            /// <param name="filename">The path.</param>
            public static Tensor read_file(string filename) => torch.tensor(File.ReadAllBytes(filename));

            /// <summary>The bytes of a file, as a tensor of one dimension.</summary>
            /// <param name="filename">The path.</param>
            public static async Task<Tensor> read_file_async(string filename) =>
                torch.tensor(await File.ReadAllBytesAsync(filename).ConfigureAwait(false));

            /// <summary>Decodes an image, whose format is found out from its first bytes.</summary>
            /// <param name="image">The file's bytes, in one dimension.</param>
            /// <param name="mode">The channels of the result.</param>
            /// <param name="imager">What decodes it; <see cref="DefaultImager"/> by default.</param>
            /// <returns>The pixels, [C, H, W].</returns>
            /// <exception cref="ArgumentException">The tensor does not have bytes in one dimension.</exception>
            /// <exception cref="InvalidDataException">The file is damaged, too large, or not in a format that can be decoded.</exception>
            public static Tensor decode_image(Tensor image, ImageReadMode mode = ImageReadMode.UNCHANGED, Imager? imager = null) =>
                (imager ?? DefaultImager).DecodeImage(BytesOf(image, nameof(image)), mode);

            /// <summary>Reads an image.</summary>
            /// <param name="filename">The path of the file.</param>
            /// <param name="mode">The channels of the result.</param>
            /// <param name="imager">What decodes it; <see cref="DefaultImager"/> by default.</param>
            /// <returns>The pixels, [C, H, W].</returns>
            /// <exception cref="InvalidDataException">The file is damaged, too large, or not in a format that can be decoded.</exception>
            public static Tensor read_image(string filename, ImageReadMode mode = ImageReadMode.UNCHANGED, Imager? imager = null) =>
                (imager ?? DefaultImager).DecodeImage(File.ReadAllBytes(filename), mode);

            /// <summary>Reads an image.</summary>
            /// <param name="stream">The file's bytes.</param>
            /// <param name="mode">The channels of the result.</param>
            /// <param name="imager">What decodes it; <see cref="DefaultImager"/> by default.</param>
            /// <returns>The pixels, [C, H, W].</returns>
            /// <exception cref="InvalidDataException">The file is damaged, too large, or not in a format that can be decoded.</exception>
            public static Tensor read_image(Stream stream, ImageReadMode mode = ImageReadMode.UNCHANGED, Imager? imager = null) =>
                (imager ?? DefaultImager).DecodeImage(stream, mode);

            /// <summary>Reads an image.</summary>
            /// <param name="filename">The path of the file.</param>
            /// <param name="mode">The channels of the result.</param>
            /// <param name="imager">What decodes it; <see cref="DefaultImager"/> by default.</param>
            /// <returns>The pixels, [C, H, W].</returns>
            /// <exception cref="InvalidDataException">The file is damaged, too large, or not in a format that can be decoded.</exception>
            public static async Task<Tensor> read_image_async(
                string filename, ImageReadMode mode = ImageReadMode.UNCHANGED, Imager? imager = null)
            {
                byte[] bytes = await File.ReadAllBytesAsync(filename).ConfigureAwait(false);
                return (imager ?? DefaultImager).DecodeImage(bytes, mode);
            }

            /// <summary>Reads an image.</summary>
            /// <param name="stream">The file's bytes.</param>
            /// <param name="mode">The channels of the result.</param>
            /// <param name="imager">What decodes it; <see cref="DefaultImager"/> by default.</param>
            /// <returns>The pixels, [C, H, W].</returns>
            /// <exception cref="InvalidDataException">The file is damaged, too large, or not in a format that can be decoded.</exception>
            public static Task<Tensor> read_image_async(
                Stream stream, ImageReadMode mode = ImageReadMode.UNCHANGED, Imager? imager = null) =>
                (imager ?? DefaultImager).DecodeImageAsync(stream, mode);

            private static byte[] BytesOf(Tensor data, string name)
            {
                if (data is null)
                {
                    throw new ArgumentNullException(name);
                }
                if (data.dtype != ScalarType.Byte || data.dim() != 1)
                {
                    throw new ArgumentException(
                        $"Expected the bytes of a file in one dimension, not {new Size(data.shape)} of {data.dtype}.", name);
                }
                using Tensor here = data.cpu();
                using Tensor together = here.contiguous();
                return together.AsSpan<byte>().ToArray();
            }
        }
    }
}
