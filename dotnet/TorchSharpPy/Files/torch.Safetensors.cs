using System;
using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Convert;
using TorchSharpPy.Files;

namespace TorchSharpPy
{
    public static partial class torch
    {
        private const string SafetensorsExtension = ".safetensors";

        /// <summary>Reads the tensors of a safetensors file.</summary>
        /// <param name="path">The path of the file.</param>
        /// <param name="map_location">The device for the tensors; the CPU by default.</param>
        /// <param name="metadata">Receives the file's metadata, names and texts; may be null.</param>
        /// <returns>The tensors by name, in the order of the file.</returns>
        /// <exception cref="FileNotFoundException">The file does not exist.</exception>
        /// <exception cref="ModelFormatException">The file is not a complete safetensors file.</exception>
        /// <exception cref="UnsupportedValueException">A tensor has a type that <see cref="ScalarType"/> lacks.</exception>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Dictionary<string, Tensor> LoadSafetensors(
            string path, Device? map_location = null, IDictionary<string, string>? metadata = null)
        {
            using FileStream file = File.OpenRead(path ?? throw new ArgumentNullException(nameof(path)));
            return SafetensorsReader.Read(RandomReader.Of(file), $"'{path}'", map_location, metadata);
        }

        /// <summary>Reads the tensors of a safetensors file.</summary>
        /// <param name="stream">The stream, read from its position to its end.</param>
        /// <param name="map_location">The device for the tensors; the CPU by default.</param>
        /// <param name="metadata">Receives the file's metadata, names and texts; may be null.</param>
        /// <returns>The tensors by name, in the order of the file.</returns>
        /// <exception cref="ArgumentException">The stream is closed, or open for writing only.</exception>
        /// <exception cref="ModelFormatException">The stream is not a complete safetensors file.</exception>
        /// <exception cref="UnsupportedValueException">A tensor has a type that <see cref="ScalarType"/> lacks.</exception>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Dictionary<string, Tensor> LoadSafetensors(
            Stream stream, Device? map_location = null, IDictionary<string, string>? metadata = null) =>
            SafetensorsReader.Read(RandomReader.Of(stream), "the stream", map_location, metadata);

        /// <summary>Reads the tensors of a safetensors file.</summary>
        /// <param name="bytes">The bytes of the file.</param>
        /// <param name="map_location">The device for the tensors; the CPU by default.</param>
        /// <param name="metadata">Receives the file's metadata, names and texts; may be null.</param>
        /// <returns>The tensors by name, in the order of the file.</returns>
        /// <exception cref="ModelFormatException">The bytes are not a complete safetensors file.</exception>
        /// <exception cref="UnsupportedValueException">A tensor has a type that <see cref="ScalarType"/> lacks.</exception>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Dictionary<string, Tensor> LoadSafetensors(
            byte[] bytes, Device? map_location = null, IDictionary<string, string>? metadata = null) =>
            LoadSafetensors(
                new MemoryStream(bytes ?? throw new ArgumentNullException(nameof(bytes)), writable: false), map_location, metadata);

        private static T LoadSafetensorsAs<T>(string path, Device? device) =>
            typeof(T).IsAssignableFrom(typeof(Dictionary<string, Tensor>))
                ? (T)(object)LoadSafetensors(path, device)
                : throw new TorchTypeException(
                    $"A safetensors file holds tensors by name: expected Dictionary<string, Tensor>, got {TypeNames.Of(typeof(T))}. " +
                    "Read it with torch.load<Dictionary<string, Tensor>>(path).");
    }
}
