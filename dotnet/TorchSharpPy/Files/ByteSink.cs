using System;
using System.IO;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>Where native code writes bytes. What it points to is held until it is disposed.</summary>
    internal abstract class ByteSink : IDisposable
    {
        /// <summary>The sink as the C ABI describes it, valid until this is disposed.</summary>
        internal abstract NativeSink Native { get; }

        /// <summary>A file, which is replaced once all is written.</summary>
        internal static ByteSink Of(string path) => new FileSink(path);

        /// <summary>A stream, which is written from its position on.</summary>
        /// <exception cref="ArgumentException">The stream is closed, or only for reading.</exception>
        internal static ByteSink Of(Stream stream) =>
            (stream ?? throw new ArgumentNullException(nameof(stream))).CanWrite
                ? new CallbackSink(stream.Write)
                : throw new ArgumentException(
                    "The stream cannot be written to: it is closed, or open for reading only.", nameof(stream));

        /// <summary>Bytes in memory.</summary>
        internal static ByteSink Of(ChunkedBytes bytes) => new CallbackSink(bytes.Append);

        /// <summary>Throws what went wrong in a native function that wrote to here.</summary>
        internal abstract void Check(int status);

        /// <inheritdoc/>
        public abstract void Dispose();
    }
}
