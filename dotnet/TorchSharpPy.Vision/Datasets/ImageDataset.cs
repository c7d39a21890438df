using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Datasets
{
    /// <summary>Images in memory, with their classes.</summary>
    internal sealed class ImageDataset : torch.utils.data.Dataset
    {
        private readonly Tensor images;
        private readonly Dictionary<string, Tensor> classes;
        private readonly torch.nn.IModule<Tensor, Tensor>? transform;

        /// <summary>Creates a dataset.</summary>
        /// <param name="images">The pixels of all images.</param>
        /// <param name="shape">The shape of one image, [C, H, W].</param>
        /// <param name="classes">Numbers for each image, by name.</param>
        /// <param name="transform">What the images go through.</param>
        internal ImageDataset(
            byte[] images, long[] shape, Dictionary<string, byte[]> classes, torch.nn.IModule<Tensor, Tensor>? transform)
        {
            Count = classes.Values.First().Length;
            this.images = Kept(torch.tensor(images, new[] { Count, shape[0], shape[1], shape[2] }));
            this.classes = classes.ToDictionary(one => one.Key, one => Kept(torch.tensor(one.Value, ScalarType.Int64)));
            this.transform = transform;
        }

        /// <inheritdoc/>
        public override long Count { get; }

        /// <inheritdoc/>
        public override Dictionary<string, Tensor> GetTensor(long index)
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The index must be from 0 to {Count - 1}.");
            }
            var sample = new Dictionary<string, Tensor> { ["data"] = Image(index) };
            foreach ((string name, Tensor numbers) in classes)
            {
                sample[name] = numbers.select(0, index);
            }
            return sample;
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                images.Dispose();
                foreach (Tensor numbers in classes.Values)
                {
                    numbers.Dispose();
                }
            }
            base.Dispose(disposing);
        }

        private static Tensor Kept(Tensor tensor)
        {
            tensor.DetachFromDisposeScope();
            return tensor;
        }

        private Tensor Image(long index)
        {
            using Tensor bytes = images.select(0, index);
            using Tensor floats = bytes.to(ScalarType.Float32);
            Tensor image = floats.div(255);
            if (transform == null)
            {
                return image;
            }
            using (image)
            {
                Tensor result = transform.call(image);
                return ReferenceEquals(result, image) ? image.alias() : result;
            }
        }
    }
}
