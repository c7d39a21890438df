using System;
using System.IO;

namespace TorchSharpPy.Files
{
    /// <summary>Bytes that can be read at any position.</summary>
    internal abstract unsafe class RandomReader
    {
        /// <summary>
        /// How much is asked of a stream at once: those that know arrays alone copy through one of that size, which the
        /// runtime keeps.
        /// </summary>
        private const int MostAtOnce = 1 << 20;

        /// <summary>How many there are.</summary>
        internal abstract long Size { get; }

        /// <summary>What a stream holds from its position on; one that cannot seek is read to its end.</summary>
        /// <exception cref="ArgumentException">The stream is closed, or only for writing.</exception>
        internal static RandomReader Of(Stream stream)
        {
            if (!(stream ?? throw new ArgumentNullException(nameof(stream))).CanRead)
            {
                throw new ArgumentException("The stream cannot be read from: it is closed, or open for writing only.", nameof(stream));
            }
            return stream.CanSeek ? (RandomReader)new SeekableReader(stream) : ChunkedBytes.ReadToEnd(stream);
        }

        /// <summary>Fills memory with the bytes from a position on.</summary>
        /// <exception cref="EndOfStreamException">There are fewer than there should be.</exception>
        internal void ReadExactly(long position, byte* buffer, long size)
        {
            for (long done = 0; done < size;)
            {
                var room = new Span<byte>(buffer + done, (int)Math.Min(size - done, MostAtOnce));
                int count = Read(position + done, room);
                if (count == 0)
                {
                    throw new EndOfStreamException(
                        $"The stream ended after {position + done} bytes, but its Length promised {Size}.");
                }
                done += count;
            }
        }

        /// <summary>Reads at least a byte, unless there are no more.</summary>
        /// <returns>How many were read.</returns>
        private protected abstract int Read(long position, Span<byte> buffer);

        /// <summary>What a stream's Read returned, if that can be.</summary>
        private protected static int Checked(int count, int room) => (uint)count <= (uint)room
            ? count
            : throw new IOException($"The stream's Read returned {count}, although at most {room} bytes were requested.");
    }
}
