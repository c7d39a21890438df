using System;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>A file, which native code replaces only when everything is written.</summary>
    internal sealed unsafe class FileSink : ByteSink
    {
        private readonly int size;
        private GCHandle pin;

        internal FileSink(string path)
        {
            byte[] text = Utf8.Terminated(path ?? throw new ArgumentNullException(nameof(path)));
            size = text.Length - 1;
            pin = GCHandle.Alloc(text, GCHandleType.Pinned);
        }

        internal override NativeSink Native =>
            new NativeSink { Kind = (int)NativeSinkKind.File, Path = (void*)pin.AddrOfPinnedObject(), PathSize = size };

        internal override void Check(int status) => Status.Check(status);

        public override void Dispose() => pin.Free();
    }
}
