using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Ops
{
    /// <summary>Regions of images, as the functions on regions take them.</summary>
    internal sealed class Regions
    {
        private Regions(Tensor input, double[] rows)
        {
            Count = rows.Length / 5;
            Images = new int[Count];
            Boxes = new double[Count][];
            for (int i = 0; i < Count; i++)
            {
                double image = rows[5 * i];
                Images[i] = image >= 0 && image < input.size(0) && image == Math.Floor(image) ? (int)image : throw new ArgumentException(
                    $"Region {i} is of image {image}, but there are {input.size(0)} images.", nameof(rows));
                double[] box = rows.AsSpan((5 * i) + 1, 4).ToArray();
                Boxes[i] = Array.TrueForAll(box, double.IsFinite) ? box : throw new ArgumentException(
                    $"Expected finite numbers, but region {i} has a side that is NaN or infinite.", nameof(rows));
            }
        }

        internal int Count { get; }

        /// <summary>The number of the image of each region.</summary>
        internal int[] Images { get; }

        /// <summary>x1, y1, x2, y2 of each region.</summary>
        internal double[][] Boxes { get; }

        /// <summary>Reads regions.</summary>
        /// <param name="input">Feature maps, [N, C, H, W].</param>
        /// <param name="boxes">[K, 5]: the number of the image, and x1, y1, x2, y2.</param>
        /// <exception cref="ArgumentException">The shapes do not fit, or there is no such image.</exception>
        internal static Regions Of(Tensor input, Tensor boxes)
        {
            if (input is null || boxes is null)
            {
                throw new ArgumentNullException(input is null ? nameof(input) : nameof(boxes));
            }
            if (input.dim() != 4 || !input.is_floating_point())
            {
                throw new ArgumentException(
                    $"Expected feature maps [N, C, H, W] of floating-point numbers, not {new Size(input.shape)} of {input.dtype}.",
                    nameof(input));
            }
            if (boxes.dim() != 2 || boxes.size(1) != 5)
            {
                throw new ArgumentException(
                    $"Expected regions [K, 5], each the number of an image and a box, not {new Size(boxes.shape)}: or pass a list with " +
                    "the boxes of each image.", nameof(boxes));
            }
            using Tensor plain = boxes.detach();
            using Tensor wide = plain.to(ScalarType.Float64);
            using Tensor here = wide.cpu();
            return new Regions(input, here.data<double>().ToArray());
        }

        /// <summary>Joins the boxes of each image, with the number of the image before each.</summary>
        /// <exception cref="ArgumentException">There are not as many lists as images, or the boxes do not have four numbers.</exception>
        internal static Tensor Join(Tensor input, IList<Tensor> boxes)
        {
            if (input is null || boxes is null)
            {
                throw new ArgumentNullException(input is null ? nameof(input) : nameof(boxes));
            }
            if (boxes.Count != input.size(0))
            {
                throw new ArgumentException($"Expected boxes for each of {input.size(0)} images, not for {boxes.Count}.", nameof(boxes));
            }
            using DisposeScope scope = NewDisposeScope();
            Tensor[] numbered = boxes.Select((own, image) =>
            {
                Ops.Boxes.Require(own, nameof(boxes));
                return torch.cat(new[] { own.new_full(new[] { own.size(0), 1 }, image), own }, 1);
            }).ToArray();
            return (numbered.Length > 0 ? torch.cat(numbered, 0) : torch.zeros(new long[] { 0, 5 })).MoveToOuterDisposeScope();
        }

        /// <summary>The places of the regions of each image.</summary>
        internal IEnumerable<(int image, int[] places)> ByImage() => Enumerable.Range(0, Count)
            .GroupBy(place => Images[place])
            .Select(group => (group.Key, group.ToArray()));
    }
}
