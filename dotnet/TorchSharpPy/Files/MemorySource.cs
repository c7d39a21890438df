using System;
using System.Buffers;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>Bytes in memory that native code reads without a copy.</summary>
    internal sealed unsafe class MemorySource : ByteSource
    {
        private static readonly byte[] NotEmpty = new byte[1];

        private readonly long size;
        private MemoryHandle pin;

        internal MemorySource(ReadOnlyMemory<byte> bytes)
        {
            size = bytes.Length;
            pin = (bytes.IsEmpty ? NotEmpty : bytes).Pin(); // the address must not be null
        }

        internal override NativeSource Native =>
            new NativeSource { Kind = (int)NativeSourceKind.Bytes, Data = pin.Pointer, Size = size };

        internal override void Check(int status) => Status.Check(status);

        public override void Dispose() => pin.Dispose();
    }
}
