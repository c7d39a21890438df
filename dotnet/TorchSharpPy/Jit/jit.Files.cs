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
        public static partial class jit
        {
            // Extra files are not annotated as nullable: initializing one with null would warn.
#nullable disable annotations

            /// <summary>Loads a TorchScript module to the CPU.</summary>
            /// <remarks>Without optional parameters, so that pythonnet finds it for a path alone.</remarks>
            /// <param name="filename">A file that TorchScript saved.</param>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            /// <exception cref="IOException">The file cannot be read.</exception>
            /// <exception cref="ModelFormatException">The file is not a complete TorchScript archive.</exception>
            /// <exception cref="UnknownOperatorException">The module uses an operator that this libtorch does not have.</exception>
            public static ScriptModule load(string filename) => load(filename, (Device)null);

            /// <summary>Loads a TorchScript module.</summary>
            /// <param name="filename">A file that TorchScript saved.</param>
            /// <param name="map_location">The device for the weights, such as "cuda:0"; the CPU by default.</param>
            /// <param name="extra_files">
            /// The names of files to read from the archive. Their bytes become the values. Names the archive lacks keep their values.
            /// </param>
            /// <param name="mmap">
            /// Whether the weights stay in the file, mapped into memory, instead of being copied: loading is quick, several
            /// processes share the memory, and changes to weights stay in this process. The file must not change meanwhile.
            /// </param>
            /// <param name="policy">
            /// What the file may do: <see cref="LoadPolicy.Safe"/> for a file that you do not trust. By default it may do anything, also
            /// while it is loaded.
            /// </param>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            /// <exception cref="IOException">The file cannot be read.</exception>
            /// <exception cref="ModelFormatException">The file is not a complete TorchScript archive.</exception>
            /// <exception cref="UnknownOperatorException">The module uses an operator that this libtorch does not have.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            /// <exception cref="PolicyException">The file could do what the policy does not allow. Nothing of it has run.</exception>
            public static ScriptModule load(
                string filename,
                Device map_location = null,
                IDictionary<string, byte[]> extra_files = null,
                bool mmap = false,
                LoadPolicy policy = null) =>
                Load(ByteSource.Of(filename, mmap), map_location, extra_files, policy, handle => new ScriptModule(handle));

            /// <summary>Loads a TorchScript module.</summary>
            /// <param name="filename">A file that TorchScript saved.</param>
            /// <param name="device_type">The kind of device where its weights go.</param>
            /// <param name="device_index">Which device of that kind; -1 for the current one.</param>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            /// <exception cref="IOException">The file cannot be read.</exception>
            /// <exception cref="ModelFormatException">The file is not a complete TorchScript archive.</exception>
            /// <exception cref="UnknownOperatorException">The module uses an operator that this libtorch does not have.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public static ScriptModule load(string filename, DeviceType device_type, long device_index = -1) =>
                load(filename, new Device(device_type, checked((int)device_index)));

            /// <summary>Loads a TorchScript module from the bytes of an archive. They are not copied.</summary>
            /// <param name="bytes">The archive. It is not needed after the call.</param>
            /// <param name="map_location">The device for the weights, such as "cuda:0"; the CPU by default.</param>
            /// <param name="extra_files">
            /// The names of files to read from the archive. Their bytes become the values. Names the archive lacks keep their values.
            /// </param>
            /// <param name="policy">
            /// What the file may do: <see cref="LoadPolicy.Safe"/> for a file that you do not trust. By default it may do anything, also
            /// while it is loaded.
            /// </param>
            /// <exception cref="ModelFormatException">The bytes are not a complete TorchScript archive.</exception>
            /// <exception cref="UnknownOperatorException">The module uses an operator that this libtorch does not have.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            /// <exception cref="PolicyException">The file could do what the policy does not allow. Nothing of it has run.</exception>
            public static ScriptModule load(
                byte[] bytes, Device map_location = null, IDictionary<string, byte[]> extra_files = null, LoadPolicy policy = null) =>
                Load(ByteSource.Of(bytes), map_location, extra_files, policy, handle => new ScriptModule(handle));

            /// <inheritdoc cref="load(byte[], Device, IDictionary{string, byte[]}, LoadPolicy)"/>
            public static ScriptModule load(
                ReadOnlyMemory<byte> bytes,
                Device map_location = null,
                IDictionary<string, byte[]> extra_files = null,
                LoadPolicy policy = null) =>
                Load(ByteSource.Of(bytes), map_location, extra_files, policy, handle => new ScriptModule(handle));

            /// <summary>Loads a TorchScript module from the bytes of an archive. They are not copied.</summary>
            /// <param name="bytes">The archive. It is not needed after the call.</param>
            /// <param name="device_type">The kind of device where its weights go.</param>
            /// <param name="device_index">Which device of that kind; -1 for the current one.</param>
            /// <exception cref="ModelFormatException">The bytes are not a complete TorchScript archive.</exception>
            /// <exception cref="UnknownOperatorException">The module uses an operator that this libtorch does not have.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public static ScriptModule load(byte[] bytes, DeviceType device_type, long device_index = -1) =>
                load(bytes, new Device(device_type, checked((int)device_index)));

            /// <summary>Loads a TorchScript module from a stream.</summary>
            /// <param name="stream">
            /// Holds an archive from its position to its end. A stream that can seek is read piece by piece; any other is
            /// read into memory first. It is not closed, and its position afterwards is not defined.
            /// </param>
            /// <param name="map_location">The device for the weights, such as "cuda:0"; the CPU by default.</param>
            /// <param name="extra_files">
            /// The names of files to read from the archive. Their bytes become the values. Names the archive lacks keep their values.
            /// </param>
            /// <param name="policy">
            /// What the file may do: <see cref="LoadPolicy.Safe"/> for a file that you do not trust. By default it may do anything, also
            /// while it is loaded.
            /// </param>
            /// <remarks>An exception of the stream is thrown as it is.</remarks>
            /// <exception cref="ArgumentException">The stream is closed, or open for writing only.</exception>
            /// <exception cref="EndOfStreamException">The stream ends before its Length.</exception>
            /// <exception cref="ModelFormatException">The bytes are not a complete TorchScript archive.</exception>
            /// <exception cref="UnknownOperatorException">The module uses an operator that this libtorch does not have.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            /// <exception cref="PolicyException">The file could do what the policy does not allow. Nothing of it has run.</exception>
            public static ScriptModule load(
                Stream stream, Device map_location = null, IDictionary<string, byte[]> extra_files = null, LoadPolicy policy = null) =>
                Load(ByteSource.Of(stream), map_location, extra_files, policy, handle => new ScriptModule(handle));

            /// <summary>Writes a module to a file, which is replaced only when all is written.</summary>
            /// <inheritdoc cref="ScriptModule.save(string, IReadOnlyDictionary{string, byte[]})"/>
            public static void save(ScriptModule module, string filename, IReadOnlyDictionary<string, byte[]> extra_files = null) =>
                Given(module).save(filename, extra_files);

            /// <summary>Writes a module to a stream.</summary>
            /// <inheritdoc cref="ScriptModule.save(Stream, IReadOnlyDictionary{string, byte[]})"/>
            public static void save(ScriptModule module, Stream stream, IReadOnlyDictionary<string, byte[]> extra_files = null) =>
                Given(module).save(stream, extra_files);

            /// <summary>Writes a module into an array that is large enough: <see cref="SaveToBytes"/> returns one that fits.</summary>
            /// <param name="module">The module.</param>
            /// <param name="bytes">The array; the archive begins at its start. What is behind the archive stays as it was.</param>
            /// <exception cref="ArgumentException">The archive does not fit into the array. The message has its size.</exception>
            /// <exception cref="UnsupportedValueException">The module calls Python code, which a file cannot hold.</exception>
            public static void save(ScriptModule module, byte[] bytes)
            {
                Given(module);
                int room = (bytes ?? throw new ArgumentNullException(nameof(bytes))).Length;
                byte[] archive = module.SaveToBytes();
                if (archive.Length > room)
                {
                    throw new ArgumentException($"The archive has {archive.Length} bytes, but the array only {room}.", nameof(bytes));
                }
                archive.CopyTo(bytes, 0);
            }

            /// <summary>The module as the bytes of a file.</summary>
            /// <inheritdoc cref="ScriptModule.SaveToBytes(IReadOnlyDictionary{string, byte[]})"/>
            public static byte[] SaveToBytes(ScriptModule module, IReadOnlyDictionary<string, byte[]> extra_files = null) =>
                Given(module).SaveToBytes(extra_files);

            private static TView Load<TView>(
                ByteSource source,
                Device device,
                IDictionary<string, byte[]> extraFiles,
                LoadPolicy policy,
                Func<ModuleHandle, TView> make)
                where TView : ScriptModule => View(ModuleHandle.Load(source, device, extraFiles, policy), make);

#nullable restore annotations

            private static ScriptModule Given(ScriptModule? module) => module ?? throw new ArgumentNullException(nameof(module));
        }
    }
}
