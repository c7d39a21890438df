using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

/// <summary>A PNG image with 8 bits a channel, as RGB. In an application, use an image library for all kinds of files.</summary>
sealed class PngImage
{
    private PngImage(int width, int height, byte[] pixels)
    {
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Height x Width x 3 bytes, row by row.</summary>
    public byte[] Pixels { get; }

    public static PngImage Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        if (file.Length < 33 || file[0] != 0x89 || Encoding.ASCII.GetString(file, 1, 3) != "PNG")
        {
            throw new InvalidDataException($"expected a PNG file, but {path} is not one");
        }
        using var packed = new MemoryStream();
        int width = 0, height = 0, channels = 0;
        for (int at = 8; at + 12 <= file.Length;)
        {
            int size = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string kind = Encoding.ASCII.GetString(file, at + 4, 4);
            ReadOnlySpan<byte> data = file.AsSpan(at + 8, size);
            if (kind == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(data);
                height = BinaryPrimitives.ReadInt32BigEndian(data.Slice(4));
                channels = Channels(data, path);
            }
            else if (kind == "IDAT")
            {
                packed.Write(data);
            }
            at += 12 + size;
        }
        packed.Position = 2; // after zlib's header
        using var deflate = new DeflateStream(packed, CompressionMode.Decompress);
        return new PngImage(width, height, ToRgb(Unfilter(deflate, width * channels, height, channels), channels));
    }

    private static int Channels(ReadOnlySpan<byte> header, string path)
    {
        (int depth, int color, int interlace) = (header[8], header[9], header[12]);
        int channels = color switch { 0 => 1, 2 => 3, 6 => 4, _ => 0 };
        if (depth != 8 || channels == 0 || interlace != 0)
        {
            throw new InvalidDataException(
                "expected 8 bits a channel, gray or RGB, not interlaced; " +
                $"{path} has depth {depth}, color type {color}, interlace {interlace}");
        }
        return channels;
    }

    /// <summary>Undoes the filter of each row, which predicts a byte from those to the left and above.</summary>
    private static byte[] Unfilter(Stream rows, int rowSize, int height, int channels)
    {
        var result = new byte[rowSize * height];
        for (int y = 0; y < height; y++)
        {
            int filter = rows.ReadByte();
            int start = y * rowSize;
            for (int x = 0; x < rowSize; x++)
            {
                int left = x >= channels ? result[start + x - channels] : 0;
                int above = y > 0 ? result[start + x - rowSize] : 0;
                int corner = x >= channels && y > 0 ? result[start + x - rowSize - channels] : 0;
                int predicted = filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => Paeth(left, above, corner),
                    _ => throw new InvalidDataException($"expected a filter from 0 to 4, but row {y} has {filter}"),
                };
                int read = rows.ReadByte();
                if (read < 0)
                {
                    throw new InvalidDataException($"the image ends in row {y} of {height}");
                }
                result[start + x] = (byte)(read + predicted);
            }
        }
        return result;
    }

    private static int Paeth(int left, int above, int corner)
    {
        int guess = left + above - corner;
        (int toLeft, int toAbove, int toCorner) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static byte[] ToRgb(byte[] bytes, int channels)
    {
        var result = new byte[bytes.Length / channels * 3];
        for (int pixel = 0; pixel < bytes.Length / channels; pixel++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                result[(pixel * 3) + channel] = bytes[(pixel * channels) + (channels == 1 ? 0 : channel)];
            }
        }
        return result;
    }
}
