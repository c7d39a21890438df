using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Transforms
{
    /// <summary>Transforms one after another. What is between them is disposed.</summary>
    internal static class Sequence
    {
        internal static Tensor Run(IEnumerable<torchvision.ITransform> transforms, Tensor input)
        {
            Tensor image = input;
            try
            {
                foreach (torchvision.ITransform transform in transforms)
                {
                    Tensor next = transform.call(image);
                    if (!ReferenceEquals(next, image) && !ReferenceEquals(image, input))
                    {
                        image.Dispose();
                    }
                    image = next;
                }
            }
            catch
            {
                if (!ReferenceEquals(image, input))
                {
                    image.Dispose();
                }
                throw;
            }
            return ReferenceEquals(image, input) ? input.alias() : image;
        }

        /// <exception cref="ArgumentException">There is none, or one is null.</exception>
        internal static torchvision.ITransform[] Require(torchvision.ITransform[] transforms, int least = 0)
        {
            if (transforms == null)
            {
                throw new ArgumentNullException(nameof(transforms));
            }
            return transforms.Length >= least && transforms.All(one => one != null)
                ? transforms.ToArray()
                : throw new ArgumentException(
                    $"Expected {(least > 0 ? "at least one transform" : "transforms")} and none that is null.", nameof(transforms));
        }
    }
}
