using System;
using System.IO;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>A source that native code reads bytes from. It keeps its memory and handles until it is disposed.</summary>
    internal abstract class ByteSource : IDisposable
    {
        /// <summary>The source as a struct of the C ABI, valid until this object is disposed.</summary>
        internal abstract NativeSource Native { get; }

        /// <summary>A file.</summary>
        /// <param name="path">Its path.</param>
        /// <param name="mapped">Whether tensors use the mapped pages of the file as their memory, instead of a copy.</param>
        internal static ByteSource Of(string path, bool mapped = false) => new FileSource(path, mapped);

        /// <summary>The bytes of an array, read in place.</summary>
        internal static ByteSource Of(byte[] bytes) =>
            new MemorySource(bytes ?? throw new ArgumentNullException(nameof(bytes)));

        /// <summary>Bytes in memory, read in place.</summary>
        internal static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemorySource(bytes);

        /// <summary>The bytes of a stream from its position on; a stream that cannot seek is read to its end now.</summary>
        internal static ByteSource Of(Stream stream) => new StreamSource(RandomReader.Of(stream));

        /// <summary>Throws the error of a native function that read from this source.</summary>
        internal abstract void Check(int status);

        /// <inheritdoc/>
        public abstract void Dispose();
    }
}
