using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Ops;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            private const int RegionsAtOnce = 64; // which bounds the memory

            /// <summary>Regions of feature maps in bins, sampled bilinearly (Mask R-CNN). Gradients reach the maps.</summary>
            /// <param name="input">Feature maps, [N, C, H, W].</param>
            /// <param name="boxes">Regions, [K, 5]: the number of the image, and x1, y1, x2, y2.</param>
            /// <param name="output_size">The height and width of the bins.</param>
            /// <param name="spatial_scale">From coordinates of the boxes to pixels of the maps.</param>
            /// <param name="sampling_ratio">The samples of a bin in each direction; -1 for as many as it has pixels.</param>
            /// <param name="aligned">Whether the coordinates are those of the middles of pixels.</param>
            /// <returns>[K, C, height, width].</returns>
            /// <exception cref="ArgumentException">The shapes do not fit, there is no such image, or a box is not finite.</exception>
            public static Tensor roi_align(
                Tensor input, Tensor boxes, (long height, long width) output_size, double spatial_scale = 1.0, long sampling_ratio = -1,
                bool aligned = false) =>
                Aligned(input, Regions.Of(input, boxes), output_size, spatial_scale, sampling_ratio, aligned ? 0.5f : 0, aligned ? 0 : 1);

            /// <summary>Regions of feature maps in bins, sampled bilinearly (Mask R-CNN). Gradients reach the maps.</summary>
            /// <param name="input">Feature maps, [N, C, H, W].</param>
            /// <param name="boxes">The boxes of each image, [L, 4].</param>
            /// <param name="output_size">The height and width of the bins.</param>
            /// <param name="spatial_scale">From coordinates of the boxes to pixels of the maps.</param>
            /// <param name="sampling_ratio">The samples of a bin in each direction; -1 for as many as it has pixels.</param>
            /// <param name="aligned">Whether the coordinates are those of the middles of pixels.</param>
            /// <returns>[K, C, height, width].</returns>
            /// <exception cref="ArgumentException">The shapes do not fit, or a box is not finite.</exception>
            public static Tensor roi_align(
                Tensor input, IList<Tensor> boxes, (long height, long width) output_size, double spatial_scale = 1.0,
                long sampling_ratio = -1, bool aligned = false)
            {
                using Tensor joined = Regions.Join(input, boxes);
                return roi_align(input, joined, output_size, spatial_scale, sampling_ratio, aligned);
            }

            /// <summary>
            /// Like <see cref="roi_align(Tensor, Tensor, ValueTuple{long, long}, double, long, bool)"/>, but each bin has its own channels
            /// (R-FCN).
            /// </summary>
            /// <param name="input">Feature maps, [N, C * height * width, H, W].</param>
            /// <param name="boxes">Regions, [K, 5]: the number of the image, and x1, y1, x2, y2.</param>
            /// <param name="output_size">The height and width of the bins.</param>
            /// <param name="spatial_scale">From coordinates of the boxes to pixels of the maps.</param>
            /// <param name="sampling_ratio">The samples of a bin in each direction; -1 for as many as it has pixels.</param>
            /// <returns>[K, C, height, width].</returns>
            /// <exception cref="ArgumentException">The shapes do not fit, there is no such image, or a box is not finite.</exception>
            public static Tensor ps_roi_align(
                Tensor input, Tensor boxes, (long height, long width) output_size, double spatial_scale = 1.0, long sampling_ratio = -1)
            {
                Regions regions = Regions.Of(input, boxes);
                (long height, long width) = RequireBins(output_size);
                if (input.size(1) % (height * width) != 0)
                {
                    throw new ArgumentException(
                        $"Expected a multiple of {height * width} channels, one for each bin, not {input.size(1)}.", nameof(input));
                }
                using DisposeScope scope = NewDisposeScope();
                Tensor all = Aligned(input, regions, output_size, spatial_scale, sampling_ratio, 0.5f, 0);
                Tensor byBin = all.view(regions.Count, input.size(1) / (height * width), height, width, height, width);
                return byBin.diagonal(0, 2, 4).diagonal(0, 2, 3).contiguous().MoveToOuterDisposeScope();
            }

            /// <summary>Regions of feature maps in bins, each its greatest value (Fast R-CNN). Gradients reach the maps.</summary>
            /// <param name="input">Feature maps, [N, C, H, W].</param>
            /// <param name="boxes">Regions, [K, 5]: the number of the image, and x1, y1, x2, y2.</param>
            /// <param name="output_size">The height and width of the bins.</param>
            /// <param name="spatial_scale">From coordinates of the boxes to pixels of the maps.</param>
            /// <returns>[K, C, height, width].</returns>
            /// <exception cref="ArgumentException">The shapes do not fit, there is no such image, or a box is not finite.</exception>
            public static Tensor roi_pool(Tensor input, Tensor boxes, (long height, long width) output_size, double spatial_scale = 1.0)
            {
                Regions regions = Regions.Of(input, boxes);
                (long height, long width) = RequireBins(output_size);
                RequireScale(spatial_scale);
                using DisposeScope scope = NewDisposeScope();
                var pooled = new Tensor[regions.Count];
                for (int i = 0; i < pooled.Length; i++)
                {
                    using DisposeScope own = NewDisposeScope();
                    long[] box = Array.ConvertAll(regions.Boxes[i], side => RegionPooling.Pixel(side, spatial_scale));
                    pooled[i] = RegionPooling.Pooled(input.select(0, regions.Images[i]), box, height, width).MoveToOuterDisposeScope();
                }
                Tensor result = pooled.Length > 0
                    ? torch.stack(pooled)
                    : input.new_zeros(new[] { 0, input.size(1), height, width });
                return result.MoveToOuterDisposeScope();
            }

            private static Tensor Aligned(
                Tensor input, Regions regions, (long, long) outputSize, double scale, long samples, float offset, float leastLength)
            {
                (long height, long width) = RequireBins(outputSize);
                RequireScale(scale);
                using DisposeScope scope = NewDisposeScope();
                var parts = new List<Tensor>();
                var places = new List<long>();
                foreach ((int image, int[] own) in regions.ByImage())
                {
                    Tensor map = input.select(0, image);
                    for (int first = 0; first < own.Length; first += RegionsAtOnce)
                    {
                        int[] some = own.Skip(first).Take(RegionsAtOnce).ToArray();
                        double[][] boxes = Array.ConvertAll(some, place => regions.Boxes[place]);
                        Tensor rows = Weights(boxes, 1, (int)height, map.size(-2), scale, samples, offset, leastLength, map);
                        Tensor columns = Weights(boxes, 0, (int)width, map.size(-1), scale, samples, offset, leastLength, map);
                        parts.Add(RegionSampling.Binned(map, rows, columns));
                        places.AddRange(some.Select(place => (long)place));
                    }
                }
                if (parts.Count == 0)
                {
                    return input.new_zeros(new[] { 0, input.size(1), height, width }).MoveToOuterDisposeScope();
                }
                Tensor order = torch.tensor(places.ToArray()).argsort().to(input.device);
                return torch.cat(parts, 0).index_select(0, order).MoveToOuterDisposeScope();
            }

            private static Tensor Weights(
                double[][] boxes, int axis, int bins, long size, double scale, long samples, float offset, float leastLength, Tensor map)
            {
                var weights = new double[checked(boxes.Length * bins * (int)size)];
                for (int i = 0; i < boxes.Length; i++)
                {
                    float start = ((float)boxes[i][axis] * (float)scale) - offset;
                    float length = Math.Max(((float)boxes[i][axis + 2] * (float)scale) - offset - start, leastLength);
                    if (!float.IsFinite(start) || !float.IsFinite(length))
                    {
                        throw new ArgumentException($"A region from {boxes[i][axis]} to {boxes[i][axis + 2]} is too large.", nameof(boxes));
                    }
                    Span<double> own = weights.AsSpan(i * bins * (int)size, bins * (int)size);
                    RegionSampling.Fill(own, start, length, bins, (int)size, samples);
                }
                return torch.tensor(weights, new[] { boxes.Length, bins, size }, map.dtype, map.device);
            }

            private static void RequireScale(double scale)
            {
                if (!double.IsFinite(scale))
                {
                    throw new ArgumentOutOfRangeException("spatial_scale", scale, "The scale must be a finite number.");
                }
            }

            private static (long, long) RequireBins((long height, long width) size) => size.height > 0 && size.width > 0 &&
                size.height <= 4096 && size.width <= 4096
                ? size
                : throw new ArgumentOutOfRangeException("output_size", size, "The height and width of the bins must be from 1 to 4096.");
        }
    }
}
