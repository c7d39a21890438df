using System;
using System.IO;
using System.Text;
using TorchSharpPy.Files;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <content>TorchSharp's own format. <see cref="load(string, Device)"/> reads that of torch.save.</content>
        public partial class Tensor
        {
            /// <summary>Reads a tensor in TorchSharp's own format.</summary>
            /// <param name="reader">The reader, read from its position to the end of the tensor, and not closed.</param>
            /// <returns>A tensor on the CPU.</returns>
            /// <exception cref="ModelFormatException">The stream is not complete, or has another format.</exception>
            public static Tensor Load(BinaryReader reader) =>
                new WeightsReader(reader, "the stream").Checked(weights => weights.Tensor());

            /// <summary>Reads a tensor in TorchSharp's own format.</summary>
            /// <param name="stream">The stream, read from its position to the end of the tensor, and not closed.</param>
            /// <returns>A tensor on the CPU.</returns>
            /// <exception cref="ArgumentException">The stream is closed, or open for writing only.</exception>
            /// <exception cref="ModelFormatException">The stream is not complete, or has another format.</exception>
            public static Tensor Load(Stream stream)
            {
                using var reader = new BinaryReader(
                    stream ?? throw new ArgumentNullException(nameof(stream)), Encoding.UTF8, leaveOpen: true);
                return Load(reader);
            }

            /// <summary>Reads a file with a tensor in TorchSharp's own format.</summary>
            /// <param name="location">The path of the file.</param>
            /// <returns>A tensor on the CPU.</returns>
            /// <exception cref="FileNotFoundException">The file does not exist.</exception>
            /// <exception cref="ModelFormatException">The file is not complete, or has another format.</exception>
            public static Tensor Load(string location)
            {
                using var reader = new BinaryReader(File.OpenRead(location ?? throw new ArgumentNullException(nameof(location))));
                return new WeightsReader(reader, $"'{location}'").Checked(weights => weights.Tensor());
            }
        }
    }
}
