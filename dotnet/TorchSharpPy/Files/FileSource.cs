using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>A file, which native code opens.</summary>
    internal sealed class FileSource : ByteSource
    {
        private readonly string path;
        private readonly NativeSourceKind kind;
        private readonly PinnedText text;

        internal FileSource(string path, bool mapped)
        {
            this.path = path ?? throw new ArgumentNullException(nameof(path));
            kind = mapped ? NativeSourceKind.MappedFile : NativeSourceKind.File;
            text = new PinnedText(path);
        }

        internal override NativeSource Native => new NativeSource { Kind = (int)kind, Path = text.Native };

        internal override void Check(int status)
        {
            if (status != 0)
            {
                throw Status.LastError(status, path);
            }
        }

        public override void Dispose() => text.Dispose();
    }
}
