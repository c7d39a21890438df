using System;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Programs
{
    /// <summary>The images that several programs train on: digits near the middle, with noise.</summary>
    static class DigitImages
    {
        public const int Side = 16;
        private const int Height = 10, Width = 6;

        private static readonly string[] Glyphs =
        {
            "### #.# #.# #.# ###",
            ".#. ##. .#. .#. ###",
            "### ..# ### #.. ###",
            "### ..# ### ..# ###",
            "#.# #.# ### ..# ..#",
            "### #.. ### ..# ###",
            "### #.. ### #.# ###",
            "### ..# ..# ..# ..#",
            "### #.# ### #.# ###",
            "### #.# ### ..# ###",
        };

        /// <summary>Draws digits.</summary>
        /// <param name="count">The number of images.</param>
        /// <param name="noise">The standard deviation of the noise.</param>
        /// <returns>Images (N, 1, 16, 16) from 0 to 1, and the digits (N).</returns>
        public static (Tensor images, Tensor digits) Draw(int count, double noise = 0.2)
        {
            using var scope = NewDisposeScope();
            float[] pixels = string.Concat(Glyphs).Where(mark => mark != ' ').Select(mark => mark == '#' ? 1f : 0f).ToArray();
            Tensor glyphs = tensor(pixels).reshape(10, 5, 3).repeat_interleave(2, 1).repeat_interleave(2, 2);
            Tensor digits = randint(10, count);
            long[] kinds = digits.data<long>().ToArray();
            long[] tops = randint(2, 5, count).data<long>().ToArray();
            long[] lefts = randint(4, 7, count).data<long>().ToArray();
            Tensor images = zeros(count, 1, Side, Side);
            for (int i = 0; i < count; i++)
            {
                (int top, int left) = ((int)tops[i], (int)lefts[i]);
                images[i, 0, top..(top + Height), left..(left + Width)] = glyphs[kinds[i]];
            }
            return scope.MoveToOuter((images + (noise * randn_like(images))).clamp(0, 1), digits);
        }
    }
}
