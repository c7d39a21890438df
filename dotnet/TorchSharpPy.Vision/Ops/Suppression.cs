using System;
using System.Collections.Generic;

namespace TorchSharpPy.Ops
{
    /// <summary>Which of overlapping boxes stay. The loop depends on its own results, so tensors would not help.</summary>
    internal static class Suppression
    {
        /// <summary>The places of the boxes that stay.</summary>
        /// <param name="boxes">Four numbers a box, by descending score.</param>
        /// <param name="classes">The class of each box; null if all are of one.</param>
        /// <param name="threshold">Of two boxes whose intersection over union is greater, the later one goes.</param>
        /// <param name="isSingle">Whether to compute with floats, as torchvision does with boxes of floats.</param>
        internal static long[] Kept(double[] boxes, long[]? classes, double threshold, bool isSingle)
        {
            int count = boxes.Length / 4;
            var isGone = new bool[count];
            var kept = new List<long>();
            for (int i = 0; i < count; i++)
            {
                if (isGone[i])
                {
                    continue;
                }
                kept.Add(i);
                for (int j = i + 1; j < count; j++)
                {
                    if (!isGone[j] && (classes == null || classes[i] == classes[j]))
                    {
                        ReadOnlySpan<double> first = boxes.AsSpan(4 * i, 4);
                        ReadOnlySpan<double> second = boxes.AsSpan(4 * j, 4);
                        isGone[j] = (isSingle ? SingleIou(first, second) : Iou(first, second)) > threshold;
                    }
                }
            }
            return kept.ToArray();
        }

        private static double Iou(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        {
            double width = Math.Max(0, Math.Min(a[2], b[2]) - Math.Max(a[0], b[0]));
            double height = Math.Max(0, Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]));
            double common = width * height;
            return common / (((a[2] - a[0]) * (a[3] - a[1])) + ((b[2] - b[0]) * (b[3] - b[1])) - common);
        }

        private static float SingleIou(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        {
            float width = Math.Max(0, (float)Math.Min(a[2], b[2]) - (float)Math.Max(a[0], b[0]));
            float height = Math.Max(0, (float)Math.Min(a[3], b[3]) - (float)Math.Max(a[1], b[1]));
            float common = width * height;
            float first = ((float)a[2] - (float)a[0]) * ((float)a[3] - (float)a[1]);
            float second = ((float)b[2] - (float)b[0]) * ((float)b[3] - (float)b[1]);
            return common / (first + second - common);
        }
    }
}
