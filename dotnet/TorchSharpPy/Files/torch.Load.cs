using System;
using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Files;

namespace TorchSharpPy
{
    public static partial class torch
    {
        // As in TorchSharp, results are not marked nullable: otherwise every cast of a result would warn.
#nullable disable annotations

        /// <summary>
        /// Reads a file of Python's torch.save, also from before PyTorch 1.6: tensors, numbers, strings, bytes, dtypes, devices, and
        /// lists, tuples, sets and dicts of them. It also reads a safetensors file.
        /// </summary>
        /// <param name="path">The path of the file, a safetensors file if it ends in <c>.safetensors</c>. No code in it is run.</param>
        /// <param name="map_location">
        /// The device for the tensors, such as "cuda:0"; by default those they were saved from, and the CPU for safetensors files.
        /// </param>
        /// <returns>The value, such as a <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</returns>
        /// <exception cref="FileNotFoundException">The file does not exist.</exception>
        /// <exception cref="ModelFormatException">
        /// The file is not a checkpoint, or it needs a Python class, which the message names: a module that was saved as a whole.
        /// </exception>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static object load(string path, Device map_location = null) => load<object>(path, map_location);

        /// <summary>
        /// Reads a file of Python's torch.save, also from before PyTorch 1.6: tensors, numbers, strings, bytes, dtypes, devices, and
        /// lists, tuples, sets and dicts of them.
        /// </summary>
        /// <param name="bytes">The bytes of the file. No code in it is run.</param>
        /// <param name="map_location">The device for the tensors, such as "cuda:0"; by default those they were saved from.</param>
        /// <returns>The value, such as a <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</returns>
        /// <exception cref="ModelFormatException">The bytes are not a checkpoint, or contain other types.</exception>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static object load(byte[] bytes, Device map_location = null) => load<object>(bytes, map_location);

        /// <summary>
        /// Reads a file of Python's torch.save, also from before PyTorch 1.6: tensors, numbers, strings, bytes, dtypes, devices, and
        /// lists, tuples, sets and dicts of them.
        /// </summary>
        /// <param name="stream">The stream, read from its position to its end. No code in it is run.</param>
        /// <param name="map_location">The device for the tensors, such as "cuda:0"; by default those they were saved from.</param>
        /// <returns>The value, such as a <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</returns>
        /// <exception cref="System.ArgumentException">The stream is closed, or open for writing only.</exception>
        /// <exception cref="ModelFormatException">The stream is not a checkpoint, or contains other types.</exception>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static object load(Stream stream, Device map_location = null) => load<object>(stream, map_location);

#nullable restore annotations

        /// <typeparam name="T">The C# type of the value: <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</typeparam>
        /// <inheritdoc cref="load(string, Device)"/>
        /// <exception cref="TorchTypeException">The value is not a <typeparamref name="T"/>.</exception>
        public static T load<T>(string path, Device? map_location = null) =>
            path != null && path.EndsWith(SafetensorsExtension, StringComparison.OrdinalIgnoreCase)
                ? LoadSafetensorsAs<T>(path, map_location)
                : Checkpoint.Load<T>(ByteSource.Of(path!), map_location);

        /// <typeparam name="T">The C# type of the value: <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</typeparam>
        /// <inheritdoc cref="load(byte[], Device)"/>
        /// <exception cref="TorchTypeException">The value is not a <typeparamref name="T"/>.</exception>
        public static T load<T>(byte[] bytes, Device? map_location = null) =>
            Checkpoint.Load<T>(ByteSource.Of(bytes), map_location);

        /// <typeparam name="T">The C# type of the value: <c>Dictionary&lt;string, Tensor&gt;</c> for a state dict.</typeparam>
        /// <inheritdoc cref="load(Stream, Device)"/>
        /// <exception cref="TorchTypeException">The value is not a <typeparamref name="T"/>.</exception>
        public static T load<T>(Stream stream, Device? map_location = null) =>
            Checkpoint.Load<T>(ByteSource.Of(stream), map_location);

        /// <summary>Writes a state dict for Python's torch.load, with or without <c>weights_only</c>.</summary>
        /// <param name="state">Tensors by name.</param>
        /// <param name="path">The path of the file, which is replaced only when everything is written.</param>
        /// <exception cref="IOException">The file cannot be written.</exception>
        public static void save(IReadOnlyDictionary<string, Tensor> state, string path) =>
            Checkpoint.Save(state, ByteSink.Of(path));

        /// <summary>Writes a state dict for Python's torch.load, with or without <c>weights_only</c>.</summary>
        /// <param name="state">Tensors by name.</param>
        /// <param name="stream">The stream, written to from its position on, and neither flushed nor closed.</param>
        /// <exception cref="System.ArgumentException">The stream is closed, or open for reading only.</exception>
        public static void save(IReadOnlyDictionary<string, Tensor> state, Stream stream) =>
            Checkpoint.Save(state, ByteSink.Of(stream));

        /// <summary>Writes a value for Python's torch.load, such as a dictionary of state dicts and numbers.</summary>
        /// <param name="value">
        /// A tensor, a number, a string, a <c>byte[]</c>, a <c>ScalarType</c>, a <c>Device</c>, or lists, value tuples, sets and
        /// dictionaries of them. Tensors that share memory share it in the file.
        /// </param>
        /// <param name="path">The path of the file, which is replaced only when everything is written.</param>
        /// <exception cref="IOException">The file cannot be written.</exception>
        /// <exception cref="TorchTypeException">A checkpoint cannot hold the value.</exception>
        /// <exception cref="UnsupportedValueException">A checkpoint cannot hold a tensor of that kind, such as a nested one.</exception>
        public static void save(object? value, string path) =>
            Checkpoint.Save(NoModule(value), ByteSink.Of(path));

        /// <summary>Writes a value for Python's torch.load, such as a dictionary of state dicts and numbers.</summary>
        /// <param name="value">
        /// A tensor, a number, a string, a <c>byte[]</c>, a <c>ScalarType</c>, a <c>Device</c>, or lists, value tuples, sets and
        /// dictionaries of them. Tensors that share memory share it in the file.
        /// </param>
        /// <param name="stream">The stream, written to from its position on, and neither flushed nor closed.</param>
        /// <exception cref="System.ArgumentException">The stream is closed, or open for reading only.</exception>
        /// <exception cref="TorchTypeException">A checkpoint cannot hold the value.</exception>
        /// <exception cref="UnsupportedValueException">A checkpoint cannot hold a tensor of that kind, such as a nested one.</exception>
        public static void save(object? value, Stream stream) =>
            Checkpoint.Save(NoModule(value), ByteSink.Of(stream));

        private static object? NoModule(object? value) => value is nn.Module
            ? throw new TorchTypeException(
                "torch.save writes tensors, numbers, text and containers of them, not modules: write module.state_dict(), or use " +
                "torch.jit.save(module, ...) for a ScriptModule.")
            : value;
    }
}
