using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Datasets
{
    /// <summary>CelebA: images that are read when they are asked for, with what is known of them.</summary>
    internal sealed class FaceDataset : torch.utils.data.Dataset
    {
        // The file, its columns, and whether it has a header, of each kind of target.
        private static readonly Dictionary<string, (string file, int width, bool hasHeader)> Tables =
            new Dictionary<string, (string, int, bool)>
            {
                ["attr"] = ("list_attr_celeba.txt", 40, true),
                ["identity"] = ("identity_CelebA.txt", 1, false),
                ["bbox"] = ("list_bbox_celeba.txt", 4, true),
                ["landmarks"] = ("list_landmarks_align_celeba.txt", 10, true),
            };

        private readonly string folder;
        private readonly string[] images;
        private readonly string[] kinds;
        private readonly Dictionary<string, LabelTable> tables;
        private readonly int[] places;
        private readonly torch.nn.IModule<Tensor, Tensor>? transform;
        private readonly torch.nn.IModule<Tensor, Tensor>? targetTransform;

        internal FaceDataset(
            string root, long? part, string[] kinds, torch.nn.IModule<Tensor, Tensor>? transform,
            torch.nn.IModule<Tensor, Tensor>? targetTransform)
        {
            const string source = "https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html";
            string Find(string file) => DatasetFiles.Find(root, new[] { "celeba", string.Empty }, file, source);
            string partition = Find("list_eval_partition.txt");
            LabelTable parts = LabelTable.Read(partition, 1, hasHeader: false);
            folder = Path.Combine(Path.GetDirectoryName(partition)!, "img_align_celeba");
            images = parts.Images;
            places = Enumerable.Range(0, images.Length).Where(i => part == null || parts.Numbers[i] == part).ToArray();
            this.kinds = kinds;
            tables = kinds.Distinct().ToDictionary(kind => kind, kind => ReadTable(kind, Find, images));
            (this.transform, this.targetTransform) = (transform, targetTransform);
        }

        /// <inheritdoc/>
        public override long Count => places.Length;

        /// <inheritdoc/>
        public override Dictionary<string, Tensor> GetTensor(long index)
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The index must be from 0 to {Count - 1}.");
            }
            int place = places[index];
            Tensor image = torchvision.io.read_image(Path.Combine(folder, images[place]), torchvision.io.ImageReadMode.RGB);
            var sample = new Dictionary<string, Tensor> { ["input"] = Through(transform, image) };
            try
            {
                sample["target"] = Through(targetTransform, Target(kinds[0], place));
                foreach (string kind in kinds.Skip(1))
                {
                    sample[kind] = Target(kind, place);
                }
                return sample;
            }
            catch
            {
                foreach (Tensor made in sample.Values)
                {
                    made.Dispose();
                }
                throw;
            }
        }

        private static LabelTable ReadTable(string kind, Func<string, string> find, string[] images)
        {
            if (!Tables.TryGetValue(kind, out var table))
            {
                throw new ArgumentException($"Expected targets among {string.Join(", ", Tables.Keys)}, not '{kind}'.", "target_type");
            }
            string path = find(table.file);
            LabelTable read = LabelTable.Read(path, table.width, table.hasHeader);
            return read.Images.SequenceEqual(images) ? read : throw new InvalidDataException(
                $"'{path}' does not have the images of list_eval_partition.txt in their order.");
        }

        private static Tensor Through(torch.nn.IModule<Tensor, Tensor>? transform, Tensor tensor)
        {
            if (transform == null)
            {
                return tensor;
            }
            using (tensor)
            {
                Tensor result = transform.call(tensor);
                return ReferenceEquals(result, tensor) ? tensor.alias() : result;
            }
        }

        // Attributes are -1 and 1 in the file, and become 0 and 1.
        private Tensor Target(string kind, int place)
        {
            LabelTable table = tables[kind];
            long[] numbers = table.Numbers.AsSpan(place * table.Width, table.Width).ToArray();
            return kind == "identity" ? torch.tensor(numbers[0])
                : torch.tensor(kind == "attr" ? Array.ConvertAll(numbers, number => (number + 1) / 2) : numbers);
        }
    }
}
