using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Ops
{
    /// <summary>
    /// The weights with which pixels of a feature map make the bins of a region. What is sampled bilinearly on a grid is a product:
    /// weights for the rows, the map, weights for the columns.
    /// </summary>
    internal static class RegionSampling
    {
        /// <summary>The weights of one direction: for each bin, for each pixel of the map.</summary>
        /// <param name="weights">Where they go, bins * size numbers that are zero.</param>
        /// <param name="start">Where the region starts.</param>
        /// <param name="length">How long it is.</param>
        /// <param name="bins">The number of bins.</param>
        /// <param name="size">The pixels of the map in this direction.</param>
        /// <param name="samples">The samples of a bin; 0 or less for as many as it has pixels.</param>
        internal static void Fill(Span<double> weights, float start, float length, int bins, int size, long samples)
        {
            float bin = length / bins;
            double wanted = samples > 0 ? samples : Math.Ceiling(length / bins);
            long count = (long)Math.Min(wanted, 1L << 52); // more are too far apart to meet the map
            for (int i = 0; i < bins; i++)
            {
                (long first, long last) = Inside(start + (i * (double)bin), bin, count, size);
                for (long k = first; k < last; k++)
                {
                    float place = start + (i * bin) + ((k + 0.5f) * bin / count);
                    Add(weights.Slice(i * size, size), place, 1.0 / count);
                }
            }
        }

        // The samples of a bin that may be from -1 to the size of the map, and a few more: places have 32 bits.
        private static (long first, long last) Inside(double start, double bin, long count, int size)
        {
            double step = bin / count;
            if (!(step > 0))
            {
                return (0, count);
            }
            double rounding = Math.Min((Math.Abs(start) + bin) * 1e-6, 16) / step;
            double first = Math.Floor(((-1 - start) / step) - rounding) - 2;
            double last = Math.Ceiling(((size - start) / step) + rounding) + 2;
            return ((long)Math.Clamp(first, 0, count), (long)Math.Clamp(last, 0, count));
        }

        /// <summary>The feature maps in bins: for each of some regions of one image.</summary>
        /// <param name="map">[C, H, W].</param>
        /// <param name="rows">Weights [K, bins, H].</param>
        /// <param name="columns">Weights [K, bins, W].</param>
        /// <returns>[K, C, bins, bins].</returns>
        internal static Tensor Binned(Tensor map, Tensor rows, Tensor columns)
        {
            Tensor down = torch.einsum("kph,chw->kcpw", new[] { rows, map });
            return torch.einsum("kcpw,kqw->kcpq", new[] { down, columns });
        }

        private static void Add(Span<double> weights, float place, double share)
        {
            int size = weights.Length;
            if (!(place >= -1 && place <= size))
            {
                return; // outside, where all is zero
            }
            float inside = Math.Max(place, 0);
            int low = (int)inside;
            if (low >= size - 1)
            {
                weights[size - 1] += share;
                return;
            }
            float rest = inside - low;
            weights[low] += share * (1 - rest);
            weights[low + 1] += share * rest;
        }
    }
}
