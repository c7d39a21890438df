using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TorchSharpPy.Printing
{
    /// <summary>The elements of a tensor between brackets, as PyTorch lays them out.</summary>
    internal sealed class TorchBody
    {
        private readonly Elements elements;
        private readonly string[] items;
        private readonly int width;
        private readonly int lineWidth;
        private int next;

        private TorchBody(Elements elements, PrintOptions options, CultureInfo culture, int lineWidth)
        {
            this.elements = elements;
            this.lineWidth = lineWidth;
            (items, width) = TorchNumbers.Of(elements, options, culture);
        }

        /// <summary>The text of a dense tensor.</summary>
        /// <param name="tensor">The tensor.</param>
        /// <param name="indent">The position in the line at which the text begins.</param>
        /// <param name="lineWidth">The length of a line.</param>
        /// <param name="options">The options.</param>
        /// <param name="culture">The culture of the numbers.</param>
        internal static string Of(torch.Tensor tensor, int indent, int lineWidth, PrintOptions options, CultureInfo culture)
        {
            Elements elements = Elements.Read(tensor, options);
            return elements.Count == 0 ? "[]" : new TorchBody(elements, options, culture, lineWidth).Write(0, indent);
        }

        private string Write(int dim, int indent)
        {
            int left = elements.Sizes.Length - dim;
            if (left == 0)
            {
                return items[next++];
            }
            string separator = "," + new string('\n', Math.Max(1, left - 1)) + new string(' ', indent + 1);
            if (left == 1)
            {
                return "[" + string.Join(separator, Lines(indent)) + "]";
            }
            var parts = new List<string>();
            for (int i = 0; i < elements.Sizes[dim]; i++)
            {
                if (i > 0 && i == elements.Edges[dim])
                {
                    parts.Add("...");
                }
                parts.Add(Write(dim + 1, indent + 1));
            }
            return "[" + string.Join(separator, parts) + "]";
        }

        private IEnumerable<string> Lines(int indent)
        {
            int last = elements.Sizes.Length - 1;
            List<string> row = items.Skip(next).Take(elements.Sizes[last]).ToList();
            next += row.Count;
            if (elements.Edges[last] > 0)
            {
                row.Insert(elements.Edges[last], " ...");
            }
            int each = Math.Max(1, (int)Math.Floor((lineWidth - indent) / (width + 2.0)));
            for (int i = 0; i < row.Count; i += each)
            {
                yield return string.Join(", ", row.Skip(i).Take(each));
            }
        }
    }
}
