using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Ops
{
    /// <summary>The greatest values of the bins of a region. The part of a bin outside the map does not count.</summary>
    internal static class RegionPooling
    {
        private const double Farthest = 1L << 40; // so that products with numbers of bins fit into 64 bits

        /// <summary>The pixel that a side of a box is in.</summary>
        internal static long Pixel(double side, double scale) => (long)Math.Clamp(
            Math.Round((float)side * (float)scale, MidpointRounding.AwayFromZero), -Farthest, Farthest);

        /// <summary>The bins of one region, [C, height, width]; those without a pixel of the map are zero.</summary>
        /// <param name="map">[C, H, W].</param>
        /// <param name="box">The first column and row, and the last ones.</param>
        /// <param name="height">The rows of bins.</param>
        /// <param name="width">The columns of bins.</param>
        internal static Tensor Pooled(Tensor map, long[] box, long height, long width)
        {
            long first = Part(box[1], box[3], 0, height, map.size(1)).first;
            long last = Part(box[1], box[3], height - 1, height, map.size(1)).last;
            if (first >= last)
            {
                return map.new_zeros(new[] { map.size(0), height, width });
            }
            Tensor rows = map.narrow(1, first, last - first); // the others are not looked at
            Tensor columns = Most(rows, 2, width, bin => Part(box[0], box[2], bin, width, map.size(2)));
            return Most(columns, 1, height, bin =>
            {
                (long from, long to) = Part(box[1], box[3], bin, height, map.size(1));
                return (from - first, to - first);
            });
        }

        // The pixels of the map in one direction that a bin has, of which there may be none.
        private static (long first, long last) Part(long start, long end, long bin, long bins, long size)
        {
            long length = Math.Max(end - start + 1, 1);
            long last = (((bin + 1) * length) + bins - 1) / bins;
            return (Math.Clamp(start + (bin * length / bins), 0, size), Math.Clamp(start + last, 0, size));
        }

        // The gradient goes to one pixel, the first of the greatest.
        private static Tensor Most(Tensor map, long dimension, long bins, Func<long, (long first, long last)> partOf)
        {
            long[] empty = (long[])map.shape.Clone();
            empty[dimension] = 1;
            var most = new Tensor[bins];
            for (long bin = 0; bin < bins; bin++)
            {
                (long first, long last) = partOf(bin);
                most[bin] = first < last
                    ? map.narrow(dimension, first, last - first).max(dimension, true).values
                    : map.new_zeros(empty);
            }
            return torch.cat(most, dimension);
        }
    }
}
