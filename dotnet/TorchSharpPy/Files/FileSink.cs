using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>A file, which native code replaces only when everything is written.</summary>
    internal sealed class FileSink : ByteSink
    {
        private readonly PinnedText path;

        internal FileSink(string path)
        {
            this.path = new PinnedText(path ?? throw new ArgumentNullException(nameof(path)));
        }

        internal override NativeSink Native => new NativeSink { Kind = (int)NativeSinkKind.File, Path = path.Native };

        internal override void Check(int status) => Status.Check(status);

        public override void Dispose() => path.Dispose();
    }
}
