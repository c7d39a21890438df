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
        /// <param name="path">The file.</param>
        /// <param name="map_location">Where tensors go; the CPU where left out.</param>
        /// <param name="metadata">Takes the texts that the file has beside its tensors; may be null.</param>
        /// <returns>The tensors by name, in the order that they have in the file.</returns>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="ModelFormatException">It is no complete safetensors file.</exception>
        /// <exception cref="UnsupportedValueException">A tensor has elements of a type that <see cref="ScalarType"/> does not know.</exception>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static Dictionary<string, Tensor> LoadSafetensors(
            string path, Device? map_location = null, IDictionary<string, string>? metadata = null)
        {
            using FileStream file = File.OpenRead(path ?? throw new ArgumentNullException(nameof(path)));
            return SafetensorsReader.Read(RandomReader.Of(file), $"'{path}'", map_location, metadata);
        }

        /// <summary>Reads the tensors of a safetensors file.</summary>
        /// <param name="stream">Holds it from its position to its end.</param>
        /// <param name="map_location">Where tensors go; the CPU where left out.</param>
        /// <param name="metadata">Takes the texts that the file has beside its tensors; may be null.</param>
        /// <returns>The tensors by name, in the order that they have in the file.</returns>
        /// <exception cref="ArgumentException">The stream is closed, or open for writing only.</exception>
        /// <exception cref="ModelFormatException">It holds no complete safetensors file.</exception>
        /// <exception cref="UnsupportedValueException">A tensor has elements of a type that <see cref="ScalarType"/> does not know.</exception>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static Dictionary<string, Tensor> LoadSafetensors(
            Stream stream, Device? map_location = null, IDictionary<string, string>? metadata = null) =>
            SafetensorsReader.Read(RandomReader.Of(stream), "the stream", map_location, metadata);

        /// <summary>Reads the tensors of a safetensors file.</summary>
        /// <param name="bytes">The bytes of the file.</param>
        /// <param name="map_location">Where tensors go; the CPU where left out.</param>
        /// <param name="metadata">Takes the texts that the file has beside its tensors; may be null.</param>
        /// <returns>The tensors by name, in the order that they have in the file.</returns>
        /// <exception cref="ModelFormatException">They are no complete safetensors file.</exception>
        /// <exception cref="UnsupportedValueException">A tensor has elements of a type that <see cref="ScalarType"/> does not know.</exception>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static Dictionary<string, Tensor> LoadSafetensors(
            byte[] bytes, Device? map_location = null, IDictionary<string, string>? metadata = null) =>
            LoadSafetensors(
                new MemoryStream(bytes ?? throw new ArgumentNullException(nameof(bytes)), writable: false), map_location, metadata);

        private static T LoadSafetensorsAs<T>(string path, Device? device) =>
            typeof(T).IsAssignableFrom(typeof(Dictionary<string, Tensor>))
                ? (T)(object)LoadSafetensors(path, device)
                : throw new TorchTypeException(
                    $"a safetensors file holds tensors by name, expected Dictionary<string, Tensor>, got {TypeNames.Of(typeof(T))}: " +
                    "read it with torch.load<Dictionary<string, Tensor>>(path)");
    }
}
