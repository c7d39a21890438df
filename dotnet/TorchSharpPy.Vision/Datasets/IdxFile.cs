using System;
using System.Buffers.Binary;
using System.IO;

namespace TorchSharpPy.Datasets
{
    /// <summary>The files of MNIST: bytes in any dimensions, with their sizes before them.</summary>
    internal static class IdxFile
    {
        private const int Bytes = 0x08; // the type of the elements

        /// <summary>Reads a file, which may be compressed.</summary>
        /// <param name="path">The path.</param>
        /// <param name="dimensions">The dimensions that it must have.</param>
        /// <returns>The sizes and the elements.</returns>
        /// <exception cref="InvalidDataException">It is another file, or it is damaged.</exception>
        internal static (int[] sizes, byte[] elements) Read(string path, int dimensions)
        {
            byte[] file = Compressed.ReadAll(path);
            int header = 4 + (4 * dimensions);
            if (file.Length < header || file[0] != 0 || file[1] != 0 || file[2] != Bytes || file[3] != dimensions)
            {
                throw new InvalidDataException(
                    $"Expected an IDX file of bytes in {dimensions} dimensions, but '{path}' is another file: its first bytes are " +
                    $"{BitConverter.ToString(file, 0, Math.Min(4, file.Length))}.");
            }
            var sizes = new int[dimensions];
            long count = 1;
            for (int i = 0; i < dimensions; i++)
            {
                sizes[i] = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(4 + (4 * i)));
                count = sizes[i] < 0 || count > int.MaxValue ? long.MaxValue : count * sizes[i];
            }
            if (count != file.Length - header)
            {
                throw new InvalidDataException(
                    $"'{path}' is damaged: it says it has {string.Join(" x ", sizes)} elements, but has {file.Length - header}.");
            }
            return (sizes, file.AsSpan(header).ToArray());
        }
    }
}
