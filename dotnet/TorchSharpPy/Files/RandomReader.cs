using System;
using System.IO;

namespace TorchSharpPy.Files
{
    /// <summary>Reads bytes at any position.</summary>
    internal abstract unsafe class RandomReader
    {
        /// <summary>
        /// The number of bytes to request from a stream at once: a stream that only supports arrays copies through an array of
        /// this size, which the runtime pools.
        /// </summary>
        private const int MostAtOnce = 1 << 20;

        /// <summary>The number of bytes.</summary>
        internal abstract long Size { get; }

        /// <summary>The bytes of a stream from its position on; a stream that cannot seek is read to its end.</summary>
        /// <exception cref="ArgumentException">The stream is closed, or open for writing only.</exception>
        internal static RandomReader Of(Stream stream)
        {
            if (!(stream ?? throw new ArgumentNullException(nameof(stream))).CanRead)
            {
                throw new ArgumentException("The stream cannot be read from: it is closed, or open for writing only.", nameof(stream));
            }
            return stream.CanSeek ? (RandomReader)new SeekableReader(stream) : ChunkedBytes.ReadToEnd(stream);
        }

        /// <summary>Fills memory with the bytes from a position on.</summary>
        /// <exception cref="EndOfStreamException">There are too few bytes.</exception>
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

        /// <summary>Reads at least one byte, unless there are no more.</summary>
        /// <returns>The number of bytes read.</returns>
        private protected abstract int Read(long position, Span<byte> buffer);

        /// <summary>The number that a stream's Read returned, if it is possible.</summary>
        private protected static int Checked(int count, int room) => (uint)count <= (uint)room
            ? count
            : throw new IOException(FormattableString.Invariant($"The stream's Read returned {count}, although at most {room} bytes were requested."));
    }
}
