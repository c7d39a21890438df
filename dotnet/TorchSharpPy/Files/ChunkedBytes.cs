using System;
using System.Collections.Generic;
using System.IO;

namespace TorchSharpPy.Files
{
    /// <summary>A growing sequence of bytes that never copies what it has, and can be longer than an array.</summary>
    internal sealed class ChunkedBytes : RandomReader
    {
        private const int ChunkBits = 16;
        private const int ChunkSize = 1 << ChunkBits;

        private readonly List<byte[]> chunks = new List<byte[]>();
        private long size;

        internal override long Size => size;

        private Span<byte> Room
        {
            get
            {
                int used = (int)(size & (ChunkSize - 1));
                if (used == 0)
                {
                    chunks.Add(new byte[ChunkSize]);
                }
                return chunks[chunks.Count - 1].AsSpan(used);
            }
        }

        /// <summary>The rest of a stream.</summary>
        internal static ChunkedBytes ReadToEnd(Stream stream)
        {
            var bytes = new ChunkedBytes();
            while (true)
            {
                Span<byte> room = bytes.Room;
                int count = Checked(stream.Read(room), room.Length);
                if (count == 0)
                {
                    return bytes;
                }
                bytes.size += count;
            }
        }

        /// <summary>Adds bytes at the end.</summary>
        internal void Append(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                Span<byte> room = Room;
                int count = Math.Min(room.Length, bytes.Length);
                bytes.Slice(0, count).CopyTo(room);
                size += count;
                bytes = bytes.Slice(count);
            }
        }

        /// <summary>All bytes in one array.</summary>
        /// <exception cref="IOException">There are more bytes than an array can hold.</exception>
        internal byte[] ToArray()
        {
            if (size > int.MaxValue)
            {
                throw new IOException($"{size} bytes do not fit into an array: save to a file or a stream instead.");
            }
            var all = new byte[size];
            for (int i = 0; i < chunks.Count; i++)
            {
                int start = i << ChunkBits;
                chunks[i].AsSpan(0, Math.Min(ChunkSize, all.Length - start)).CopyTo(all.AsSpan(start));
            }
            return all;
        }

        private protected override int Read(long position, Span<byte> buffer)
        {
            int first = (int)(position & (ChunkSize - 1));
            int count = (int)Math.Min(buffer.Length, Math.Min(ChunkSize - first, size - position));
            if (count <= 0)
            {
                return 0;
            }
            chunks[(int)(position >> ChunkBits)].AsSpan(first, count).CopyTo(buffer);
            return count;
        }
    }
}
