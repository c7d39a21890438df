using System.IO;
using System.IO.Compression;

namespace TorchSharpPy.Datasets
{
    /// <summary>Files that may be compressed by gzip.</summary>
    internal static class Compressed
    {
        private const long MostBytes = 1L << 30; // more than any of the datasets has in one file

        /// <summary>All bytes of a file, uncompressed.</summary>
        /// <exception cref="InvalidDataException">The compressed file is damaged, or has more than 1 GB.</exception>
        internal static byte[] ReadAll(string path)
        {
            using FileStream file = File.OpenRead(path);
            using Stream plain = Open(file);
            using var bytes = new MemoryStream();
            var part = new byte[81920];
            for (int count = plain.Read(part, 0, part.Length); count > 0; count = plain.Read(part, 0, part.Length))
            {
                bytes.Write(part, 0, count);
                if (bytes.Length > MostBytes)
                {
                    throw new InvalidDataException($"'{path}' has more than {MostBytes:N0} bytes, which no file of a dataset has.");
                }
            }
            return bytes.ToArray();
        }

        /// <summary>The bytes of a file from its start, uncompressed if they are compressed.</summary>
        internal static Stream Open(FileStream file)
        {
            bool isCompressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            return isCompressed ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : (Stream)file;
        }
    }
}
