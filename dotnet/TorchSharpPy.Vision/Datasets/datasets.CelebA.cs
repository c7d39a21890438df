using System;
using TorchSharpPy.Datasets;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class datasets
        {
            /// <summary>The parts of CelebA.</summary>
            public enum CelebADatasetSplit
            {
                /// <summary>For training.</summary>
                Train = 0,

                /// <summary>For validation.</summary>
                Valid = 1,

                /// <summary>For tests.</summary>
                Test = 2,

                /// <summary>All images.</summary>
                All = -1,
            }

            /// <summary>Faces of celebrities: 202,599 images of 178 x 218 pixels, which are read when they are asked for.</summary>
            /// <param name="root">The folder with list_eval_partition.txt, the others and img_align_celeba; or its parent.</param>
            /// <param name="split">The part.</param>
            /// <param name="target_type">What to read of "attr", "identity", "bbox" and "landmarks"; "attr" by default.</param>
            /// <param name="transform">What the images go through.</param>
            /// <param name="target_transform">What the first target goes through.</param>
            /// <param name="download">Is accepted, but nothing is downloaded: the files must be there.</param>
            /// <returns>Samples of "input", [3, 218, 178] of bytes, "target", and the other targets by name.</returns>
            /// <exception cref="System.IO.FileNotFoundException">A file is missing; the message says where it is to be had.</exception>
            /// <exception cref="System.IO.InvalidDataException">A file is damaged.</exception>
            /// <exception cref="ArgumentException">There is no such part or target.</exception>
            public static torch.utils.data.Dataset CelebA(
                string root, CelebADatasetSplit split = CelebADatasetSplit.Train, string[]? target_type = null,
                nn.IModule<Tensor, Tensor>? transform = null, nn.IModule<Tensor, Tensor>? target_transform = null, bool download = false)
            {
                if (!Enum.IsDefined(typeof(CelebADatasetSplit), split))
                {
                    throw new ArgumentOutOfRangeException(nameof(split), split, "There is no such part of CelebA.");
                }
                string[] kinds = target_type == null || target_type.Length == 0 ? new[] { "attr" } : target_type;
                long? part = split == CelebADatasetSplit.All ? (long?)null : (long)split;
                return new FaceDataset(root, part, kinds, transform, target_transform);
            }
        }
    }
}
