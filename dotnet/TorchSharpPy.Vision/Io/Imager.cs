using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        /// <summary>Reads and writes image files.</summary>
        public static partial class io
        {
            private static Imager defaultImager = new VipsImager();

            /// <summary>Decodes and encodes where no other is named: a <see cref="VipsImager"/>, unless you set another.</summary>
            /// <exception cref="ArgumentNullException">It is set to null.</exception>
            public static Imager DefaultImager
            {
                get => Volatile.Read(ref defaultImager);
                set => Volatile.Write(ref defaultImager, value ?? throw new ArgumentNullException(nameof(value)));
            }

            /// <summary>Decodes and encodes images. Derive from it to use another library than libvips.</summary>
            public abstract class Imager
            {
                /// <summary>Decodes an image, whose format is found out from its first bytes.</summary>
                /// <param name="stream">The file's bytes.</param>
                /// <param name="mode">The channels of the result.</param>
                /// <returns>The pixels, [C, H, W].</returns>
                public abstract Tensor DecodeImage(Stream stream, ImageReadMode mode = ImageReadMode.UNCHANGED);

                /// <summary>Decodes an image, whose format is found out from its first bytes.</summary>
                /// <param name="data">The file's bytes.</param>
                /// <param name="mode">The channels of the result.</param>
                /// <returns>The pixels, [C, H, W].</returns>
                public abstract Tensor DecodeImage(byte[] data, ImageReadMode mode = ImageReadMode.UNCHANGED);

                /// <summary>Decodes an image, whose format is found out from its first bytes.</summary>
                /// <param name="stream">The file's bytes.</param>
                /// <param name="mode">The channels of the result.</param>
                /// <param name="cancellationToken">Stops waiting for bytes.</param>
                /// <returns>The pixels, [C, H, W].</returns>
                public virtual async Task<Tensor> DecodeImageAsync(
                    Stream stream, ImageReadMode mode = ImageReadMode.UNCHANGED, CancellationToken cancellationToken = default)
                {
                    using var bytes = new MemoryStream();
                    await (stream ?? throw new ArgumentNullException(nameof(stream)))
                        .CopyToAsync(bytes, 81920, cancellationToken).ConfigureAwait(false);
                    return DecodeImage(bytes.ToArray(), mode);
                }

                /// <summary>Encodes an image.</summary>
                /// <param name="image">The pixels, [C, H, W].</param>
                /// <param name="format">The format.</param>
                /// <param name="stream">Where the file's bytes go.</param>
                public abstract void EncodeImage(Tensor image, ImageFormat format, Stream stream);

                /// <summary>Encodes an image.</summary>
                /// <param name="image">The pixels, [C, H, W].</param>
                /// <param name="format">The format.</param>
                /// <returns>The file's bytes.</returns>
                public abstract byte[] EncodeImage(Tensor image, ImageFormat format);

                /// <summary>Encodes an image.</summary>
                /// <param name="image">The pixels, [C, H, W].</param>
                /// <param name="format">The format.</param>
                /// <param name="stream">Where the file's bytes go.</param>
                /// <param name="cancellationToken">Stops the writing.</param>
                public virtual async Task EncodeImageAsync(
                    Tensor image, ImageFormat format, Stream stream, CancellationToken cancellationToken = default)
                {
                    byte[] bytes = EncodeImage(image, format);
                    await (stream ?? throw new ArgumentNullException(nameof(stream)))
                        .WriteAsync(bytes, 0, bytes.Length, cancellationToken).ConfigureAwait(false);
                }
            }

            /// <summary>An imager that refuses everything.</summary>
            public sealed class NotImplementedImager : Imager
            {
                /// <inheritdoc/>
                public override Tensor DecodeImage(Stream stream, ImageReadMode mode = ImageReadMode.UNCHANGED) => throw Refusal();

                /// <inheritdoc/>
                public override Tensor DecodeImage(byte[] data, ImageReadMode mode = ImageReadMode.UNCHANGED) => throw Refusal();

                /// <inheritdoc/>
                public override Task<Tensor> DecodeImageAsync(
                    Stream stream, ImageReadMode mode = ImageReadMode.UNCHANGED, CancellationToken cancellationToken = default) =>
                    throw Refusal();

                /// <inheritdoc/>
                public override void EncodeImage(Tensor image, ImageFormat format, Stream stream) => throw Refusal();

                /// <inheritdoc/>
                public override byte[] EncodeImage(Tensor image, ImageFormat format) => throw Refusal();

                /// <inheritdoc/>
                public override Task EncodeImageAsync(
                    Tensor image, ImageFormat format, Stream stream, CancellationToken cancellationToken = default) => throw Refusal();

                private static NotImplementedException Refusal() => new NotImplementedException(
                    "A NotImplementedImager reads and writes nothing: pass or set torchvision.io.DefaultImager to a VipsImager.");
            }
        }
    }
}
