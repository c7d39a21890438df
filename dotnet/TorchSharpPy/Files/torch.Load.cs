using System;
using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Files;

namespace TorchSharpPy
{
    public static partial class torch
    {
        // As in TorchSharp, whether a result may be null is not said: else every cast of one would warn.
#nullable disable annotations

        /// <summary>
        /// Reads what Python's torch.save wrote: tensors, numbers, text, and lists, tuples and dicts of them. Reads a safetensors
        /// file too.
        /// </summary>
        /// <param name="path">The file; it is read as a safetensors file if its name ends in <c>.safetensors</c>. No code of it is run.</param>
        /// <param name="map_location">
        /// Where tensors go, such as "cuda:0". By default they go where they were when saved, and those of safetensors files to the CPU.
        /// </param>
        /// <returns>Such as a <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</returns>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="ModelFormatException">It is no checkpoint, or holds something else.</exception>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static object load(string path, Device map_location = null) => load<object>(path, map_location);

        /// <summary>Reads what Python's torch.save wrote: tensors, numbers, text, and lists, tuples and dicts of them.</summary>
        /// <param name="bytes">The bytes of the file. No code of it is run.</param>
        /// <param name="map_location">Where tensors go, such as "cuda:0"; where they were when saved, where left out.</param>
        /// <returns>Such as a <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</returns>
        /// <exception cref="ModelFormatException">They are no checkpoint, or hold something else.</exception>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static object load(byte[] bytes, Device map_location = null) => load<object>(bytes, map_location);

        /// <summary>Reads what Python's torch.save wrote: tensors, numbers, text, and lists, tuples and dicts of them.</summary>
        /// <param name="stream">Read from its position to its end. No code of it is run.</param>
        /// <param name="map_location">Where tensors go, such as "cuda:0"; where they were when saved, where left out.</param>
        /// <returns>Such as a <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</returns>
        /// <exception cref="System.ArgumentException">The stream is closed, or open for writing only.</exception>
        /// <exception cref="ModelFormatException">It holds no checkpoint, or something else.</exception>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static object load(Stream stream, Device map_location = null) => load<object>(stream, map_location);

#nullable restore annotations

        /// <typeparam name="T">The C# type of what the file holds: <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</typeparam>
        /// <inheritdoc cref="load(string, Device)"/>
        /// <exception cref="TorchTypeException">The file holds something else than a <typeparamref name="T"/>.</exception>
        public static T load<T>(string path, Device? map_location = null) =>
            path != null && path.EndsWith(SafetensorsExtension, StringComparison.OrdinalIgnoreCase)
                ? LoadSafetensorsAs<T>(path, map_location)
                : Checkpoint.Load<T>(ByteSource.Of(path!), map_location);

        /// <typeparam name="T">The C# type of what the file holds: <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</typeparam>
        /// <inheritdoc cref="load(byte[], Device)"/>
        /// <exception cref="TorchTypeException">They hold something else than a <typeparamref name="T"/>.</exception>
        public static T load<T>(byte[] bytes, Device? map_location = null) =>
            Checkpoint.Load<T>(ByteSource.Of(bytes), map_location);

        /// <typeparam name="T">The C# type of what the file holds: <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</typeparam>
        /// <inheritdoc cref="load(Stream, Device)"/>
        /// <exception cref="TorchTypeException">It holds something else than a <typeparamref name="T"/>.</exception>
        public static T load<T>(Stream stream, Device? map_location = null) =>
            Checkpoint.Load<T>(ByteSource.Of(stream), map_location);

        /// <summary>Writes a state dict for Python's torch.load, <c>weights_only</c> or not.</summary>
        /// <param name="state">Tensors by name.</param>
        /// <param name="path">The file, which is replaced only when all is written.</param>
        /// <exception cref="IOException">The file cannot be written.</exception>
        public static void save(IReadOnlyDictionary<string, Tensor> state, string path) =>
            Checkpoint.Save(state, ByteSink.Of(path));

        /// <summary>Writes a state dict for Python's torch.load, <c>weights_only</c> or not.</summary>
        /// <param name="state">Tensors by name.</param>
        /// <param name="stream">It is written from its position on, and neither flushed nor closed.</param>
        /// <exception cref="System.ArgumentException">The stream is closed, or open for reading only.</exception>
        public static void save(IReadOnlyDictionary<string, Tensor> state, Stream stream) =>
            Checkpoint.Save(state, ByteSink.Of(stream));

        /// <summary>Writes a value for Python's torch.load, such as a dictionary of state dicts and numbers.</summary>
        /// <param name="value">A tensor, number or text, or lists, value tuples and dictionaries of them.</param>
        /// <param name="path">The file, which is replaced only when all is written.</param>
        /// <exception cref="IOException">The file cannot be written.</exception>
        /// <exception cref="TorchTypeException">TorchScript has no counterpart to the value.</exception>
        public static void save(object? value, string path) =>
            Checkpoint.Save(NoModule(value), ByteSink.Of(path));

        /// <summary>Writes a value for Python's torch.load, such as a dictionary of state dicts and numbers.</summary>
        /// <param name="value">A tensor, number or text, or lists, value tuples and dictionaries of them.</param>
        /// <param name="stream">It is written from its position on, and neither flushed nor closed.</param>
        /// <exception cref="System.ArgumentException">The stream is closed, or open for reading only.</exception>
        /// <exception cref="TorchTypeException">TorchScript has no counterpart to the value.</exception>
        public static void save(object? value, Stream stream) =>
            Checkpoint.Save(NoModule(value), ByteSink.Of(stream));

        private static object? NoModule(object? value) => value is nn.Module
            ? throw new TorchTypeException(
                "torch.save writes tensors, numbers, text and containers of them, not modules: write module.state_dict(), or use " +
                "torch.jit.save(module, ...) for a ScriptModule.")
            : value;
    }
}
