using System;
using System.IO;
using TorchSharpPy.Files;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <content>Files of torch.save with one tensor.</content>
        public partial class Tensor
        {
            /// <summary>Reads a file in which Python's or C#'s torch.save wrote one tensor.</summary>
            /// <param name="path">The path of the file. No code in it is run.</param>
            /// <param name="map_location">The device for the tensor, such as "cuda:0"; by default the one it was saved from.</param>
            /// <exception cref="FileNotFoundException">The file does not exist.</exception>
            /// <exception cref="ModelFormatException">The file is not a checkpoint.</exception>
            /// <exception cref="TorchTypeException">The file holds something other than a tensor.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public static Tensor load(string path, Device? map_location = null) =>
                NotNone(Checkpoint.Load<Tensor?>(ByteSource.Of(path), map_location));

            /// <summary>Reads one tensor, written by Python's or C#'s torch.save.</summary>
            /// <param name="stream">The stream, read from its position to its end. No code in it is run.</param>
            /// <param name="map_location">The device for the tensor, such as "cuda:0"; by default the one it was saved from.</param>
            /// <exception cref="ArgumentException">The stream is closed, or open for writing only.</exception>
            /// <exception cref="ModelFormatException">The stream is not a checkpoint.</exception>
            /// <exception cref="TorchTypeException">The stream holds something other than a tensor.</exception>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public static Tensor load(Stream stream, Device? map_location = null) =>
                NotNone(Checkpoint.Load<Tensor?>(ByteSource.Of(stream), map_location));

            /// <summary>Writes the tensor for torch.load, in C# or in Python.</summary>
            /// <param name="path">The path of the file, which is replaced only when everything is written.</param>
            /// <exception cref="IOException">The file cannot be written.</exception>
            /// <exception cref="UnsupportedValueException">Files cannot hold a tensor of this kind: a nested one, for instance.</exception>
            public void save(string path) => Checkpoint.Save(this, ByteSink.Of(path));

            /// <summary>Writes the tensor for torch.load, in C# or in Python.</summary>
            /// <param name="stream">The stream, written to from its position on, and neither flushed nor closed.</param>
            /// <exception cref="ArgumentException">The stream is closed, or open for reading only.</exception>
            /// <exception cref="UnsupportedValueException">Files cannot hold a tensor of this kind: a nested one, for instance.</exception>
            public void save(Stream stream) => Checkpoint.Save(this, ByteSink.Of(stream));

            private static Tensor NotNone(Tensor? read) =>
                read ?? throw new TorchTypeException("The file holds None: expected a Tensor.");
        }
    }
}
