using System;
using System.Buffers.Binary;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Io
{
    /// <summary>Windows bitmaps of 24 bits, which libvips does not write.</summary>
    internal static class Bitmap
    {
        private const int Header = 54;

        /// <summary>Encodes pixels [H, W, C] with 1 or 3 channels.</summary>
        internal static byte[] Encode(Tensor pixels)
        {
            int height = (int)pixels.size(0);
            int width = (int)pixels.size(1);
            int channels = (int)pixels.size(2);
            int stride = ((width * 3) + 3) & ~3;
            var file = new byte[checked(Header + (stride * height))];
            WriteHeader(file, width, height);
            ReadOnlySpan<byte> from = pixels.AsSpan<byte>();
            for (int row = 0; row < height; row++)
            {
                Span<byte> to = file.AsSpan(Header + ((height - 1 - row) * stride), stride); // from the bottom up
                ReadOnlySpan<byte> line = from.Slice(row * width * channels, width * channels);
                for (int x = 0; x < width; x++)
                {
                    for (int color = 0; color < 3; color++)
                    {
                        to[(x * 3) + color] = line[(x * channels) + (channels == 3 ? 2 - color : 0)];
                    }
                }
            }
            return file;
        }

        private static void WriteHeader(Span<byte> file, int width, int height)
        {
            void Write(Span<byte> bytes, int at, int number) => BinaryPrimitives.WriteInt32LittleEndian(bytes.Slice(at), number);
            file[0] = (byte)'B';
            file[1] = (byte)'M';
            Write(file, 2, file.Length);
            Write(file, 10, Header);
            Write(file, 14, Header - 14);
            Write(file, 18, width);
            Write(file, 22, height);
            Write(file, 26, 1 | (24 << 16)); // one plane, 24 bits
            Write(file, 34, file.Length - Header);
        }
    }
}
