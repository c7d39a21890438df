using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Files;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public partial class ScriptModule
            {
                /// <summary>Writes the module to a file, which is replaced only when all is written.</summary>
                /// <param name="filename">The path. If saving fails, an existing file stays as it was.</param>
                /// <param name="extra_files">Files to put into the archive, by their names.</param>
                /// <exception cref="IOException">The file cannot be written.</exception>
                /// <exception cref="UnsupportedValueException">The module calls Python code, which a file cannot hold.</exception>
                public void save(string filename, IReadOnlyDictionary<string, byte[]>? extra_files = null) =>
                    handle.Save(ByteSink.Of(filename), extra_files);

                /// <summary>Writes the module to a stream.</summary>
                /// <param name="stream">It is written from its position on, and neither flushed nor closed.</param>
                /// <param name="extra_files">Files to put into the archive, by their names.</param>
                /// <remarks>An exception of the stream is thrown as it is. A part of the archive may have been written by then.</remarks>
                /// <exception cref="System.ArgumentException">The stream is closed, or open for reading only.</exception>
                /// <exception cref="UnsupportedValueException">The module calls Python code, which a file cannot hold.</exception>
                public void save(Stream stream, IReadOnlyDictionary<string, byte[]>? extra_files = null) =>
                    handle.Save(ByteSink.Of(stream), extra_files);

                /// <summary>The module as the bytes of a file.</summary>
                /// <param name="extra_files">Files to put into the archive, by their names.</param>
                /// <exception cref="IOException">They do not fit into an array (2 GiB).</exception>
                /// <exception cref="UnsupportedValueException">The module calls Python code, which a file cannot hold.</exception>
                public byte[] SaveToBytes(IReadOnlyDictionary<string, byte[]>? extra_files = null)
                {
                    var bytes = new ChunkedBytes();
                    handle.Save(ByteSink.Of(bytes), extra_files);
                    return bytes.ToArray();
                }
            }
        }
    }
}
