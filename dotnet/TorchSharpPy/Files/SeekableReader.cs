using System;
using System.IO;

namespace TorchSharpPy.Files
{
    /// <summary>Reads a stream that can seek, from its position on.</summary>
    internal sealed class SeekableReader : RandomReader
    {
        private readonly Stream stream;
        private readonly long start;

        internal SeekableReader(Stream stream)
        {
            this.stream = stream;
            start = stream.Position;
            Size = Math.Max(stream.Length - start, 0);
        }

        internal override long Size { get; }

        private protected override int Read(long position, Span<byte> buffer)
        {
            if (stream.Position != start + position)
            {
                stream.Position = start + position;
            }
            return Checked(stream.Read(buffer), buffer.Length);
        }
    }
}
