using System;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>A file, which native code opens.</summary>
    internal sealed unsafe class FileSource : ByteSource
    {
        private readonly string path;
        private readonly NativeSourceKind kind;
        private readonly int size;
        private GCHandle pin;

        internal FileSource(string path, bool mapped)
        {
            this.path = path ?? throw new ArgumentNullException(nameof(path));
            kind = mapped ? NativeSourceKind.MappedFile : NativeSourceKind.File;
            byte[] text = Utf8.Terminated(path);
            size = text.Length - 1;
            pin = GCHandle.Alloc(text, GCHandleType.Pinned);
        }

        internal override NativeSource Native =>
            new NativeSource { Kind = (int)kind, Data = (void*)pin.AddrOfPinnedObject(), Size = size };

        internal override void Check(int status)
        {
            if (status != 0)
            {
                throw Status.LastError(status, path);
            }
        }

        public override void Dispose() => pin.Free();
    }
}
