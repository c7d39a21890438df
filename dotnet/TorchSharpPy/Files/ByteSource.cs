using System;
using System.IO;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>Where native code reads bytes from. What it points to is held until it is disposed.</summary>
    internal abstract class ByteSource : IDisposable
    {
        /// <summary>The source as the C ABI describes it, valid until this is disposed.</summary>
        internal abstract NativeSource Native { get; }

        /// <summary>A file.</summary>
        /// <param name="path">Its path.</param>
        /// <param name="mapped">Whether its pages become the memory of what is read, instead of being copied.</param>
        internal static ByteSource Of(string path, bool mapped = false) => new FileSource(path, mapped);

        /// <summary>The bytes of an array, read in place.</summary>
        internal static ByteSource Of(byte[] bytes) =>
            new MemorySource(bytes ?? throw new ArgumentNullException(nameof(bytes)));

        /// <summary>Bytes in memory, read in place.</summary>
        internal static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemorySource(bytes);

        /// <summary>What a stream holds from its position on; one that cannot seek is read to its end now.</summary>
        internal static ByteSource Of(Stream stream) => new StreamSource(RandomReader.Of(stream));

        /// <summary>Throws what went wrong in a native function that read from here.</summary>
        internal abstract void Check(int status);

        /// <inheritdoc/>
        public abstract void Dispose();
    }
}
