using System;
using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Files;
using TorchSharpPy.Jit;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class export
        {
            // Optional parameters are not annotated as nullable, as those of jit.load.
#nullable disable annotations

            /// <summary>Loads an exported program to the CPU.</summary>
            /// <remarks>Without optional parameters, so that pythonnet finds it for a path alone.</remarks>
            /// <param name="filename">A file that torch.export.save wrote.</param>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            /// <exception cref="IOException">The file cannot be read.</exception>
            /// <exception cref="ModelFormatException">The file is not a complete .pt2 archive.</exception>
            /// <exception cref="UnknownOperatorException">The program uses an operator that this libtorch does not have.</exception>
            /// <exception cref="UnsupportedValueException">The program has a construct that is not supported; it is named.</exception>
            /// <exception cref="TorchValueException">The file has no program of that name.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public static ExportedProgram load(string filename) => load(filename, (Device)null);

            /// <summary>Loads an exported program.</summary>
            /// <remarks>
            /// It runs without Python. What a caller gives is compared with what the program was exported for: element types, sizes
            /// and their ranges. Numbers and text that were arguments at the export are constants, and other values are refused.
            /// </remarks>
            /// <param name="filename">A file that torch.export.save wrote.</param>
            /// <param name="map_location">The device for the weights, such as "cuda:0"; the CPU by default.</param>
            /// <param name="model">The name of the program in the file; null for the only one, or "model".</param>
            /// <param name="mode">
            /// Whether compiled code (AOTInductor) is used that the file may have. It is a library of the file, which may do what this
            /// process may: ask for it only if you trust the file.
            /// </param>
            /// <param name="extra_files">
            /// The names of files to read from the archive. Their bytes become the values. Names the archive lacks keep their values.
            /// </param>
            /// <param name="mmap">
            /// Whether the weights stay in the file, mapped into memory, instead of being copied. The file must not change meanwhile.
            /// </param>
            /// <param name="policy">
            /// What the program may do, as for <see cref="jit.load(string, Device, IDictionary{string, byte[]}, bool, LoadPolicy)"/>.
            /// Compiled code cannot be looked into: only for <see cref="Mode.Interpret"/>.
            /// </param>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            /// <exception cref="IOException">The file cannot be read.</exception>
            /// <exception cref="ModelFormatException">The file is not a complete .pt2 archive.</exception>
            /// <exception cref="UnknownOperatorException">The program uses an operator that this libtorch does not have.</exception>
            /// <exception cref="UnsupportedValueException">The program has a construct that is not supported; it is named.</exception>
            /// <exception cref="TorchValueException">The file has no program of that name.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            /// <exception cref="PolicyException">The program could do what the policy does not allow. Nothing of it has run.</exception>
            public static ExportedProgram load(
                string filename, Device map_location = null, string model = null, Mode mode = Mode.Interpret,
                IDictionary<string, byte[]> extra_files = null, bool mmap = false, LoadPolicy policy = null) =>
                Load(ByteSource.Of(filename, mmap), map_location, model, mode, extra_files, policy, handle => new ExportedProgram(handle));

            /// <summary>Loads an exported program from the bytes of a file. They are not copied.</summary>
            /// <param name="bytes">The file. It is not needed after the call.</param>
            /// <param name="map_location">The device for the weights, such as "cuda:0"; the CPU by default.</param>
            /// <param name="model">The name of the program in the file; null for the only one, or "model".</param>
            /// <param name="mode">
            /// Whether compiled code (AOTInductor) is used that the file may have. It is a library of the file, which may do what this
            /// process may: ask for it only if you trust the file.
            /// </param>
            /// <param name="extra_files">
            /// The names of files to read from the archive. Their bytes become the values. Names the archive lacks keep their values.
            /// </param>
            /// <param name="policy">
            /// What the program may do, as for <see cref="jit.load(string, Device, IDictionary{string, byte[]}, bool, LoadPolicy)"/>.
            /// Compiled code cannot be looked into: only for <see cref="Mode.Interpret"/>.
            /// </param>
            /// <exception cref="ModelFormatException">The bytes are not a complete .pt2 archive.</exception>
            /// <exception cref="UnknownOperatorException">The program uses an operator that this libtorch does not have.</exception>
            /// <exception cref="UnsupportedValueException">The program has a construct that is not supported; it is named.</exception>
            /// <exception cref="TorchValueException">The file has no program of that name.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            /// <exception cref="PolicyException">The program could do what the policy does not allow. Nothing of it has run.</exception>
            public static ExportedProgram load(
                byte[] bytes, Device map_location = null, string model = null, Mode mode = Mode.Interpret,
                IDictionary<string, byte[]> extra_files = null, LoadPolicy policy = null) =>
                Load(ByteSource.Of(bytes), map_location, model, mode, extra_files, policy, handle => new ExportedProgram(handle));

            /// <inheritdoc cref="load(byte[], Device, string, Mode, IDictionary{string, byte[]}, LoadPolicy)"/>
            public static ExportedProgram load(
                ReadOnlyMemory<byte> bytes, Device map_location = null, string model = null, Mode mode = Mode.Interpret,
                IDictionary<string, byte[]> extra_files = null, LoadPolicy policy = null) =>
                Load(ByteSource.Of(bytes), map_location, model, mode, extra_files, policy, handle => new ExportedProgram(handle));

            /// <summary>Loads an exported program from a stream.</summary>
            /// <param name="stream">
            /// Holds the file from its position to its end. A stream that can seek is read piece by piece; any other is read into
            /// memory first. It is not closed, and its position afterwards is not defined.
            /// </param>
            /// <param name="map_location">The device for the weights, such as "cuda:0"; the CPU by default.</param>
            /// <param name="model">The name of the program in the file; null for the only one, or "model".</param>
            /// <param name="mode">
            /// Whether compiled code (AOTInductor) is used that the file may have. It is a library of the file, which may do what this
            /// process may: ask for it only if you trust the file.
            /// </param>
            /// <param name="extra_files">
            /// The names of files to read from the archive. Their bytes become the values. Names the archive lacks keep their values.
            /// </param>
            /// <param name="policy">
            /// What the program may do, as for <see cref="jit.load(string, Device, IDictionary{string, byte[]}, bool, LoadPolicy)"/>.
            /// Compiled code cannot be looked into: only for <see cref="Mode.Interpret"/>.
            /// </param>
            /// <remarks>An exception of the stream is thrown as it is.</remarks>
            /// <exception cref="ArgumentException">The stream is closed, or open for writing only.</exception>
            /// <exception cref="EndOfStreamException">The stream ends before its Length.</exception>
            /// <exception cref="ModelFormatException">The bytes are not a complete .pt2 archive.</exception>
            /// <exception cref="UnknownOperatorException">The program uses an operator that this libtorch does not have.</exception>
            /// <exception cref="UnsupportedValueException">The program has a construct that is not supported; it is named.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            /// <exception cref="PolicyException">The program could do what the policy does not allow. Nothing of it has run.</exception>
            public static ExportedProgram load(
                Stream stream, Device map_location = null, string model = null, Mode mode = Mode.Interpret,
                IDictionary<string, byte[]> extra_files = null, LoadPolicy policy = null) =>
                Load(ByteSource.Of(stream), map_location, model, mode, extra_files, policy, handle => new ExportedProgram(handle));

            private static TView Load<TView>(
                ByteSource source, Device device, string model, Mode mode, IDictionary<string, byte[]> extraFiles, LoadPolicy policy,
                Func<ModuleHandle, TView> make)
                where TView : jit.ScriptModule =>
                jit.View(ModuleHandle.Load(source, device, extraFiles, policy, new ProgramChoice(model, mode)), make);

#nullable restore annotations
        }
    }
}
