using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace TorchSharpPy.Tests
{
    /// <summary>A stream over another one, for tests to change what it does.</summary>
    internal class WrappedStream : Stream
    {
        private readonly Stream inner;

        internal WrappedStream(byte[] bytes)
            : this(new MemoryStream(bytes))
        {
        }

        internal WrappedStream(Stream inner)
        {
            this.inner = inner;
        }

        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        /// <summary>The largest number of bytes that were requested, or passed, at once.</summary>
        internal int Most { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Most = Math.Max(Most, count);
            return inner.Read(buffer, offset, count);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Most = Math.Max(Most, count);
            inner.Write(buffer, offset, count);
        }

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);
    }

    /// <summary>Like a network stream: it returns a few bytes at a time and cannot seek.</summary>
    internal sealed class Dripping : WrappedStream
    {
        private readonly int most;

        internal Dripping(byte[] bytes, int most = 7)
            : base(bytes)
        {
            this.most = most;
        }

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
    }

    /// <summary>Fails at a position, always with the same exception.</summary>
    internal sealed class Failing : WrappedStream
    {
        private readonly long position;

        internal Failing(Stream inner, long position)
            : base(inner)
        {
            this.position = position;
        }

        internal Exception Error { get; } = new InvalidDataException("the disk is on fire");

        public override int Read(byte[] buffer, int offset, int count)
        {
            FailBehind(count);
            return base.Read(buffer, offset, count);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            FailBehind(count);
            base.Write(buffer, offset, count);
        }

        [MethodImpl(MethodImplOptions.NoInlining)] // a test looks for its frame in stack traces
        private void FailBehind(int count)
        {
            if (Position + count > position)
            {
                throw Error;
            }
        }
    }

    /// <summary>Claims to be longer than it is, or to have read more than was requested.</summary>
    internal sealed class Lying : WrappedStream
    {
        private readonly int longer;
        private readonly int more;

        internal Lying(byte[] bytes, int longer, int more)
            : base(bytes)
        {
            this.longer = longer;
            this.more = more;
        }

        public override long Length => base.Length + longer;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count) + more;

        public override int Read(Span<byte> buffer)
        {
            var copy = new byte[buffer.Length];
            int count = base.Read(copy, 0, copy.Length);
            copy.AsSpan(0, count).CopyTo(buffer);
            return count + more;
        }
    }
}
