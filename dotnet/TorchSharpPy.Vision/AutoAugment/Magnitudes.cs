using System;
using System.Collections.Generic;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision.autoaugment;

namespace TorchSharpPy.AutoAugment
{
    /// <summary>How much a change can change an image, in steps from little to much.</summary>
    internal sealed class Magnitudes
    {
        private readonly double[] steps;

        private Magnitudes(opType change, bool isSigned, double[] steps)
        {
            (Change, IsSigned, this.steps) = (change, isSigned, steps);
        }

        internal opType Change { get; }

        /// <summary>Whether it goes both ways.</summary>
        internal bool IsSigned { get; }

        /// <summary>The number of steps; 0 if the change has none.</summary>
        internal int Count => steps.Length;

        internal double this[int step] => steps[step];

        /// <summary>A change from zero or another number on.</summary>
        internal static Magnitudes Even(opType change, double most, int count, double least = 0) =>
            new Magnitudes(change, isSigned: change != opType.Solarize, Line(least, most, count));

        /// <summary>The bits to keep, from all on downward.</summary>
        internal static Magnitudes Bits(int all, int lost, int count) => new Magnitudes(
            opType.Posterize, isSigned: false, Array.ConvertAll(Numbers(count), i => all - Math.Round(i / ((count - 1) / (float)lost))));

        internal static Magnitudes None(opType change) => new Magnitudes(change, isSigned: false, Array.Empty<double>());

        /// <summary>The changes that several augmentations choose from, in torchvision's order.</summary>
        /// <param name="count">The number of steps.</param>
        /// <param name="shear">The greatest shear.</param>
        /// <param name="move">The greatest move, x and y.</param>
        /// <param name="angle">The greatest angle.</param>
        /// <param name="color">The greatest change of brightness, color, contrast and sharpness; null for no such changes.</param>
        /// <param name="bits">The bits to keep.</param>
        internal static List<Magnitudes> Usual(
            int count, double shear, (double x, double y) move, double angle, double? color, Magnitudes bits)
        {
            var all = new List<Magnitudes>
            {
                Even(opType.ShearX, shear, count), Even(opType.ShearY, shear, count),
                Even(opType.TranslateX, move.x, count), Even(opType.TranslateY, move.y, count),
                Even(opType.Rotate, angle, count),
            };
            if (color is double most)
            {
                all.AddRange(Colors(most, count));
            }
            all.Add(bits);
            all.Add(Even(opType.Solarize, 0, count, least: 255));
            all.Add(None(opType.AutoContrast));
            all.Add(None(opType.Equalize));
            return all;
        }

        internal static IEnumerable<Magnitudes> Colors(double most, int count)
        {
            foreach (opType change in new[] { opType.Brightness, opType.Color, opType.Contrast, opType.Sharpness })
            {
                yield return Even(change, most, count);
            }
        }

        private static double[] Line(double from, double to, int count)
        {
            using Tensor line = torch.linspace(from, to, count);
            return Array.ConvertAll(line.data<float>().ToArray(), number => (double)number);
        }

        private static float[] Numbers(int count)
        {
            var numbers = new float[count];
            for (int i = 0; i < count; i++)
            {
                numbers[i] = i;
            }
            return numbers;
        }
    }
}
