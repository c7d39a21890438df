using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Files;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class export
        {
#nullable disable annotations

            /// <summary>Loads an exported program to the CPU and checks the C# type of its result.</summary>
            /// <typeparam name="TResult">The C# type of forward's result.</typeparam>
            /// <inheritdoc cref="load(string)"/>
            /// <exception cref="TorchTypeException">The C# type does not fit forward. The message has its schema.</exception>
            public static ExportedProgram<TResult> load<TResult>(string filename) => load<TResult>(filename, (Device)null);

            /// <summary>Loads an exported program and checks the C# type of its result.</summary>
            /// <typeparam name="TResult">The C# type of forward's result.</typeparam>
            /// <inheritdoc cref="load(string, Device, string, Mode, IDictionary{string, byte[]}, bool, LoadPolicy)"/>
            /// <exception cref="TorchTypeException">The C# type does not fit forward. The message has its schema.</exception>
            public static ExportedProgram<TResult> load<TResult>(
                string filename, Device map_location = null, string model = null, Mode mode = Mode.Interpret,
                IDictionary<string, byte[]> extra_files = null, bool mmap = false, LoadPolicy policy = null) =>
                Load(
                    ByteSource.Of(filename, mmap), map_location, model, mode, extra_files, policy,
                    handle => new ExportedProgram<TResult>(handle));

            /// <summary>Loads an exported program and checks the C# type of its result.</summary>
            /// <typeparam name="TResult">The C# type of forward's result.</typeparam>
            /// <inheritdoc cref="load(byte[], Device, string, Mode, IDictionary{string, byte[]}, LoadPolicy)"/>
            /// <exception cref="TorchTypeException">The C# type does not fit forward. The message has its schema.</exception>
            public static ExportedProgram<TResult> load<TResult>(
                byte[] bytes, Device map_location = null, string model = null, Mode mode = Mode.Interpret,
                IDictionary<string, byte[]> extra_files = null, LoadPolicy policy = null) =>
                Load(ByteSource.Of(bytes), map_location, model, mode, extra_files, policy, handle => new ExportedProgram<TResult>(handle));

            /// <summary>Loads an exported program and checks the C# type of its result.</summary>
            /// <typeparam name="TResult">The C# type of forward's result.</typeparam>
            /// <inheritdoc cref="load(Stream, Device, string, Mode, IDictionary{string, byte[]}, LoadPolicy)"/>
            /// <exception cref="TorchTypeException">The C# type does not fit forward. The message has its schema.</exception>
            public static ExportedProgram<TResult> load<TResult>(
                Stream stream, Device map_location = null, string model = null, Mode mode = Mode.Interpret,
                IDictionary<string, byte[]> extra_files = null, LoadPolicy policy = null) =>
                Load(ByteSource.Of(stream), map_location, model, mode, extra_files, policy, handle => new ExportedProgram<TResult>(handle));

#nullable restore annotations
        }
    }
}
