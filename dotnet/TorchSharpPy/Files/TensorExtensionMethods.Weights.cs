using System;
using System.IO;
using System.Linq;
using System.Text;
using TorchSharpPy.Files;

namespace TorchSharpPy
{
    /// <content>TorchSharp's own format.</content>
    public static partial class TensorExtensionMethods
    {
        /// <summary>Writes the tensor in TorchSharp's own format.</summary>
        /// <param name="tensor">The tensor.</param>
        /// <param name="writer">The writer, which is neither flushed nor closed.</param>
        /// <exception cref="TorchTypeException">The format does not have such elements: quantized ones.</exception>
        public static void Save(this torch.Tensor tensor, BinaryWriter writer) =>
            WeightsWriter.Write(writer ?? throw new ArgumentNullException(nameof(writer)), NotNull(tensor));

        /// <summary>Writes the tensor in TorchSharp's own format.</summary>
        /// <param name="tensor">The tensor.</param>
        /// <param name="stream">The stream, written to from its position on, and not closed.</param>
        /// <exception cref="ArgumentException">The stream is closed, or open for reading only.</exception>
        /// <exception cref="TorchTypeException">The format does not have such elements: quantized ones.</exception>
        public static void Save(this torch.Tensor tensor, Stream stream)
        {
            using var writer = new BinaryWriter(
                stream ?? throw new ArgumentNullException(nameof(stream)), Encoding.UTF8, leaveOpen: true);
            tensor.Save(writer);
        }

        /// <summary>Writes the tensor in TorchSharp's own format.</summary>
        /// <param name="tensor">The tensor.</param>
        /// <param name="location">The path of the file, which is replaced only when everything is written.</param>
        /// <exception cref="IOException">The file cannot be written.</exception>
        /// <exception cref="TorchTypeException">The format does not have such elements: quantized ones.</exception>
        public static void Save(this torch.Tensor tensor, string location) => WeightsWriter.ToFile(location, tensor.Save);

        /// <summary>Reads a tensor in TorchSharp's own format into this one.</summary>
        /// <param name="tensor">The tensor, of the same type and shape.</param>
        /// <param name="reader">The reader, read from its position to the end of the tensor, and not closed.</param>
        /// <param name="skip">Whether to pass over what is read.</param>
        /// <exception cref="ArgumentException">The type or shape is another; the tensor is unchanged.</exception>
        /// <exception cref="ModelFormatException">The stream is not complete, or has another format.</exception>
        public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
        {
            NotNull(tensor);
            using torch.Tensor? read = Load(reader, skip);
            if (read is null)
            {
                return;
            }
            if (read.dtype != tensor.dtype || !read.shape.SequenceEqual(tensor.shape))
            {
                throw new ArgumentException(
                    $"Expected a tensor of {tensor.dtype} of the shape {new torch.Size(tensor.shape)}, but the stream has one of " +
                    $"{read.dtype} of the shape {new torch.Size(read.shape)}.",
                    nameof(reader));
            }
            using (torch.no_grad())
            {
                tensor.copy_(read);
            }
        }

        /// <summary>Reads a tensor in TorchSharp's own format into a variable.</summary>
        /// <param name="tensor">The tensor to read into; a new one if it is null.</param>
        /// <param name="reader">The reader, read from its position to the end of the tensor, and not closed.</param>
        /// <param name="skip">Whether to pass over what is read.</param>
        /// <exception cref="ArgumentException">The type or shape is another; the tensor is unchanged.</exception>
        /// <exception cref="ModelFormatException">The stream is not complete, or has another format.</exception>
        public static void Load(ref torch.Tensor? tensor, BinaryReader reader, bool skip = false)
        {
            if (tensor is null)
            {
                tensor = Load(reader, skip);
            }
            else
            {
                tensor.Load(reader, skip);
            }
        }

        /// <summary>Reads a tensor in TorchSharp's own format.</summary>
        /// <param name="reader">The reader, read from its position to the end of the tensor, and not closed.</param>
        /// <param name="skip">Whether to pass over it.</param>
        /// <returns>A tensor on the CPU; null if it was passed over.</returns>
        /// <exception cref="ModelFormatException">The stream is not complete, or has another format.</exception>
        public static torch.Tensor? Load(BinaryReader reader, bool skip = false)
        {
            if (!skip)
            {
                return torch.Tensor.Load(reader);
            }
            return new WeightsReader(reader, "the stream").Checked(weights =>
            {
                weights.SkipTensor();
                return (torch.Tensor?)null;
            });
        }
    }
}
