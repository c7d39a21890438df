using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Datasets;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        /// <summary>The standard datasets, read from their files on disk.</summary>
        public static partial class datasets
        {
            /// <summary>Handwritten digits: 60,000 and 10,000 gray images of 28 x 28 pixels.</summary>
            /// <param name="root">
            /// The folder with train-images-idx3-ubyte and the others, also compressed (.gz); or with a folder mnist, mnist/test_data
            /// (TorchSharp) or MNIST/raw (torchvision) that has them.
            /// </param>
            /// <param name="train">Whether to read the images for training, not those for tests.</param>
            /// <param name="download">Is accepted, but nothing is downloaded: the files must be there.</param>
            /// <param name="target_transform">What the images go through.</param>
            /// <returns>Samples of "data", [1, 28, 28] from 0 to 1, and "label".</returns>
            /// <exception cref="FileNotFoundException">A file is missing; the message says where it is to be had.</exception>
            /// <exception cref="InvalidDataException">A file is damaged.</exception>
            public static torch.utils.data.Dataset MNIST(
                string root, bool train, bool download = false, ITransform? target_transform = null) =>
                ReadMnist(root, "MNIST", "mnist", "https://ossci-datasets.s3.amazonaws.com/mnist/", train, target_transform);

            /// <summary>Clothes: 60,000 and 10,000 gray images of 28 x 28 pixels.</summary>
            /// <param name="root">The folder with the files, or with fashion-mnist or FashionMNIST/raw. See <see cref="MNIST"/>.</param>
            /// <param name="train">Whether to read the images for training, not those for tests.</param>
            /// <param name="download">Is accepted, but nothing is downloaded: the files must be there.</param>
            /// <param name="target_transform">What the images go through.</param>
            /// <returns>Samples of "data", [1, 28, 28] from 0 to 1, and "label".</returns>
            /// <exception cref="FileNotFoundException">A file is missing; the message says where it is to be had.</exception>
            /// <exception cref="InvalidDataException">A file is damaged.</exception>
            public static torch.utils.data.Dataset FashionMNIST(
                string root, bool train, bool download = false, ITransform? target_transform = null) =>
                ReadMnist(
                    root, "FashionMNIST", "fashion-mnist", "https://github.com/zalandoresearch/fashion-mnist", train, target_transform);

            /// <summary>Japanese characters: 60,000 and 10,000 gray images of 28 x 28 pixels.</summary>
            /// <param name="root">The folder with the files, or with kmnist or KMNIST/raw. See <see cref="MNIST"/>.</param>
            /// <param name="train">Whether to read the images for training, not those for tests.</param>
            /// <param name="download">Is accepted, but nothing is downloaded: the files must be there.</param>
            /// <param name="target_transform">What the images go through.</param>
            /// <returns>Samples of "data", [1, 28, 28] from 0 to 1, and "label".</returns>
            /// <exception cref="FileNotFoundException">A file is missing; the message says where it is to be had.</exception>
            /// <exception cref="InvalidDataException">A file is damaged.</exception>
            public static torch.utils.data.Dataset KMNIST(
                string root, bool train, bool download = false, ITransform? target_transform = null) =>
                ReadMnist(root, "KMNIST", "kmnist", "http://codh.rois.ac.jp/kmnist/", train, target_transform);

            private static torch.utils.data.Dataset ReadMnist(
                string root, string name, string folder, string source, bool train, ITransform? transform)
            {
                var folders = new[] { string.Empty, folder, Path.Combine(folder, "test_data"), Path.Combine(name, "raw") };
                string prefix = train ? "train" : "t10k";
                string imagePath = DatasetFiles.Find(root, folders, prefix + "-images-idx3-ubyte", source);
                string labelPath = DatasetFiles.Find(root, folders, prefix + "-labels-idx1-ubyte", source);
                (int[] sizes, byte[] pixels) = IdxFile.Read(imagePath, 3);
                (int[] counts, byte[] labels) = IdxFile.Read(labelPath, 1);
                if (sizes[0] != counts[0])
                {
                    throw new InvalidDataException($"'{imagePath}' has {sizes[0]} images, but '{labelPath}' has {counts[0]} labels.");
                }
                return new ImageDataset(
                    pixels, new long[] { 1, sizes[1], sizes[2] }, new Dictionary<string, byte[]> { ["label"] = labels }, transform);
            }
        }
    }
}
