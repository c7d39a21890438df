using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace TorchSharpPy.Datasets
{
    /// <summary>A table of CelebA: the name of an image in each line, and then integers.</summary>
    internal sealed class LabelTable
    {
        private LabelTable(string[] images, long[] numbers, int width)
        {
            (Images, Numbers, Width) = (images, numbers, width);
        }

        /// <summary>The names of the images' files.</summary>
        internal string[] Images { get; }

        /// <summary>All integers, row after row.</summary>
        internal long[] Numbers { get; }

        /// <summary>How many integers a row has.</summary>
        internal int Width { get; }

        /// <summary>Reads a table.</summary>
        /// <param name="path">The path.</param>
        /// <param name="width">How many integers each row must have.</param>
        /// <param name="hasHeader">Whether two lines come first, with the number of rows and the names of the columns.</param>
        /// <exception cref="InvalidDataException">A row is not like that.</exception>
        internal static LabelTable Read(string path, int width, bool hasHeader)
        {
            string[] lines = File.ReadAllLines(path);
            var images = new List<string>();
            var numbers = new List<long>();
            for (int i = hasHeader ? 2 : 0; i < lines.Length; i++)
            {
                string[] words = lines[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0)
                {
                    continue;
                }
                if (words.Length != width + 1 || Path.GetFileName(words[0]) != words[0])
                {
                    throw new InvalidDataException(
                        $"Expected the name of an image and {width} integers in line {i + 1} of '{path}', not '{lines[i]}'.");
                }
                images.Add(words[0]);
                for (int column = 1; column < words.Length; column++)
                {
                    numbers.Add(long.TryParse(words[column], NumberStyles.Integer, CultureInfo.InvariantCulture, out long number)
                        ? number
                        : throw new InvalidDataException($"Expected an integer in line {i + 1} of '{path}', not '{words[column]}'."));
                }
            }
            return new LabelTable(images.ToArray(), numbers.ToArray(), width);
        }
    }
}
