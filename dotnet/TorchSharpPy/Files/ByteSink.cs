using System;
using System.IO;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>A target that native code writes bytes to. It keeps its memory and handles until it is disposed.</summary>
    internal abstract class ByteSink : IDisposable
    {
        /// <summary>The sink as a struct of the C ABI, valid until this object is disposed.</summary>
        internal abstract NativeSink Native { get; }

        /// <summary>A file, which is replaced only when everything is written.</summary>
        internal static ByteSink Of(string path) => new FileSink(path);

        /// <summary>A stream, which is written to from its position on.</summary>
        /// <exception cref="ArgumentException">The stream is closed, or open for reading only.</exception>
        internal static ByteSink Of(Stream stream) =>
            (stream ?? throw new ArgumentNullException(nameof(stream))).CanWrite
                ? new CallbackSink(stream.Write)
                : throw new ArgumentException(
                    "The stream cannot be written to: it is closed, or open for reading only.", nameof(stream));

        /// <summary>Bytes in memory.</summary>
        internal static ByteSink Of(ChunkedBytes bytes) => new CallbackSink(bytes.Append);

        /// <summary>Throws the error of a native function that wrote to this sink.</summary>
        internal abstract void Check(int status);

        /// <inheritdoc/>
        public abstract void Dispose();
    }
}
