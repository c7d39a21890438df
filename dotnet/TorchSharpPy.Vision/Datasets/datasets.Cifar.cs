using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharpPy.Datasets;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class datasets
        {
            private const int CifarSide = 32;
            private const int CifarPixels = 3 * CifarSide * CifarSide;

            /// <summary>Ten classes of things: 50,000 and 10,000 images of 32 x 32 pixels, in the binary version.</summary>
            /// <param name="root">
            /// The folder with data_batch_1.bin and the others; or with a folder CIFAR10/cifar-10-batches-bin that has them.
            /// </param>
            /// <param name="train">Whether to read the images for training, not those for tests.</param>
            /// <param name="download">Is accepted, but nothing is downloaded: the files must be there.</param>
            /// <param name="target_transform">What the images go through.</param>
            /// <returns>Samples of "data", [3, 32, 32] from 0 to 1, and "label".</returns>
            /// <exception cref="FileNotFoundException">A file is missing; the message says where it is to be had.</exception>
            /// <exception cref="InvalidDataException">A file is damaged.</exception>
            public static torch.utils.data.Dataset CIFAR10(
                string root, bool train, bool download = false, ITransform? target_transform = null)
            {
                string[] files = train ? Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").ToArray() : new[] { "test_batch.bin" };
                return ReadCifar(root, "CIFAR10", "cifar-10", "batches-bin", files, new[] { "label" }, target_transform);
            }

            /// <summary>Ten classes of things: 50,000 and 10,000 images of 32 x 32 pixels, in the binary version.</summary>
            /// <param name="root">
            /// The folder with data_batch_1.bin and the others; or with a folder CIFAR10/cifar-10-batches-bin that has them.
            /// </param>
            /// <param name="train">Whether to read the images for training, not those for tests.</param>
            /// <param name="download">Is accepted, but nothing is downloaded: the files must be there.</param>
            /// <param name="target_transform">What the images go through.</param>
            /// <returns>Samples of "data", [3, 32, 32] from 0 to 1, and "label".</returns>
            /// <exception cref="FileNotFoundException">A file is missing; the message says where it is to be had.</exception>
            /// <exception cref="InvalidDataException">A file is damaged.</exception>
            public static torch.utils.data.Dataset CIFAR10(
                string root, bool train, bool download, Func<Tensor, Tensor> target_transform) =>
                CIFAR10(root, train, download, new Step(target_transform));

            /// <summary>
            /// A hundred classes of things in 20 categories: 50,000 and 10,000 images of 32 x 32 pixels, in the binary version.
            /// </summary>
            /// <param name="root">The folder with train.bin and test.bin; or with a folder CIFAR100/cifar-100-binary that has them.</param>
            /// <param name="train">Whether to read the images for training, not those for tests.</param>
            /// <param name="download">Is accepted, but nothing is downloaded: the files must be there.</param>
            /// <param name="target_transform">What the images go through.</param>
            /// <returns>Samples of "data", [3, 32, 32] from 0 to 1, "label" and "categories".</returns>
            /// <exception cref="FileNotFoundException">A file is missing; the message says where it is to be had.</exception>
            /// <exception cref="InvalidDataException">A file is damaged.</exception>
            public static torch.utils.data.Dataset CIFAR100(
                string root, bool train, bool download = false, ITransform? target_transform = null) =>
                ReadCifar(
                    root, "CIFAR100", "cifar-100", "binary", new[] { train ? "train.bin" : "test.bin" }, new[] { "categories", "label" },
                    target_transform);

            /// <summary>
            /// A hundred classes of things in 20 categories: 50,000 and 10,000 images of 32 x 32 pixels, in the binary version.
            /// </summary>
            /// <param name="root">The folder with train.bin and test.bin; or with a folder CIFAR100/cifar-100-binary that has them.</param>
            /// <param name="train">Whether to read the images for training, not those for tests.</param>
            /// <param name="download">Is accepted, but nothing is downloaded: the files must be there.</param>
            /// <param name="target_transform">What the images go through.</param>
            /// <returns>Samples of "data", [3, 32, 32] from 0 to 1, "label" and "categories".</returns>
            /// <exception cref="FileNotFoundException">A file is missing; the message says where it is to be had.</exception>
            /// <exception cref="InvalidDataException">A file is damaged.</exception>
            public static torch.utils.data.Dataset CIFAR100(
                string root, bool train, bool download, Func<Tensor, Tensor> target_transform) =>
                CIFAR100(root, train, download, new Step(target_transform));

            // A record has a byte for each class, and then the pixels: all red ones, all green ones, all blue ones.
            private static torch.utils.data.Dataset ReadCifar(
                string root, string name, string prefix, string kind, string[] files, string[] classes, ITransform? transform)
            {
                string folder = $"{prefix}-{kind}";
                var folders = new[] { string.Empty, folder, Path.Combine(name, folder) };
                int record = classes.Length + CifarPixels;
                byte[][] contents = files.Select(file =>
                {
                    string path = DatasetFiles.Find(root, folders, file, $"https://www.cs.toronto.edu/~kriz/{prefix}-binary.tar.gz");
                    byte[] bytes = Compressed.ReadAll(path);
                    return bytes.Length > 0 && bytes.Length % record == 0 ? bytes : throw new InvalidDataException(
                        $"'{path}' is damaged: it has {bytes.Length} bytes, which is not a number of records of {record} bytes.");
                }).ToArray();

                int count = contents.Sum(bytes => bytes.Length / record);
                var pixels = new byte[(long)count * CifarPixels];
                Dictionary<string, byte[]> numbers = classes.ToDictionary(one => one, one => new byte[count]);
                int image = 0;
                foreach (byte[] bytes in contents)
                {
                    for (int start = 0; start < bytes.Length; start += record, image++)
                    {
                        for (int i = 0; i < classes.Length; i++)
                        {
                            numbers[classes[i]][image] = bytes[start + i];
                        }
                        bytes.AsSpan(start + classes.Length, CifarPixels).CopyTo(pixels.AsSpan(image * CifarPixels));
                    }
                }
                return new ImageDataset(pixels, new long[] { 3, CifarSide, CifarSide }, numbers, transform);
            }
        }
    }
}
