using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace TorchSharpPy.Printing
{
    /// <summary>A line of metadata, then the elements in columns, one matrix after the other.</summary>
    internal sealed class JuliaStyle
    {
        private const int DefaultWidth = 100;
        private const string Ellipsis = " ...";

        private readonly Elements elements;
        private readonly string[] items;
        private readonly int lineWidth;
        private int next;

        private JuliaStyle(Elements elements, PrintOptions options, CultureInfo culture)
        {
            this.elements = elements;
            lineWidth = options.LineWidth ?? DefaultWidth;
            items = NumberFormat.All(elements, options, culture, "i");
        }

        /// <summary>The text of a dense tensor.</summary>
        internal static string Write(torch.Tensor tensor, PrintOptions options, CultureInfo culture)
        {
            string metadata = tensor.ToString();
            if (tensor.is_meta || tensor.numel() == 0)
            {
                return metadata;
            }
            Elements elements = Elements.Read(tensor, options);
            var style = new JuliaStyle(elements, options, culture);
            return elements.Sizes.Length == 0
                ? metadata + ", value = " + style.items[0]
                : metadata + "\n" + string.Join("\n", style.Matrices(0, Array.Empty<long>()));
        }

        private IEnumerable<string> Matrices(int dim, long[] indices)
        {
            if (elements.Sizes.Length - dim <= 2)
            {
                string title = indices.Length == 0 ? string.Empty : $"[{string.Join(",", indices)},..,..] =\n";
                yield return title + Matrix(elements.Sizes.Length - dim == 2 ? dim : -1);
                yield break;
            }
            for (int i = 0; i < elements.Sizes[dim]; i++)
            {
                if (i > 0 && i == elements.Edges[dim])
                {
                    yield return "...\n";
                }
                foreach (string matrix in Matrices(dim + 1, indices.Append(elements.IndexOf(dim, i)).ToArray()))
                {
                    yield return matrix;
                }
            }
        }

        /// <param name="rowsDim">The dimension of the rows; -1 if there is only one row.</param>
        private string Matrix(int rowsDim)
        {
            int columns = elements.Sizes[elements.Sizes.Length - 1];
            int rows = rowsDim < 0 ? 1 : elements.Sizes[rowsDim];
            int first = next;
            next += rows * columns;
            int[] widths = Enumerable.Range(0, columns)
                .Select(column => Enumerable.Range(0, rows).Max(row => items[first + (row * columns) + column].Length))
                .ToArray();
            int edge = elements.Edges[elements.Sizes.Length - 1];
            int shown = Fitting(widths, edge);
            var text = new StringBuilder();
            for (int row = 0; row < rows; row++)
            {
                if (row > 0 && rowsDim >= 0 && row == elements.Edges[rowsDim])
                {
                    text.Append(Ellipsis).Append('\n');
                }
                text.Append(Row(first + (row * columns), widths, edge, shown)).Append('\n');
            }
            return text.ToString();
        }

        /// <summary>How many columns fit into a line; those behind a shortened part only if all do.</summary>
        private int Fitting(int[] widths, int edge)
        {
            int length = edge > 0 ? Ellipsis.Length : 0;
            if (widths.Sum(width => width + 1) + length <= lineWidth)
            {
                return widths.Length;
            }
            length = Ellipsis.Length;
            int most = edge > 0 ? edge : widths.Length;
            int shown = widths.Take(most).TakeWhile(width => (length += width + 1) <= lineWidth).Count();
            return Math.Max(1, shown);
        }

        private string Row(int start, int[] widths, int edge, int shown)
        {
            string text = string.Empty;
            for (int column = 0; column < shown; column++)
            {
                text += (column > 0 && column == edge ? Ellipsis : string.Empty) + " " + items[start + column].PadLeft(widths[column]);
            }
            return shown < widths.Length ? text + Ellipsis : text;
        }
    }
}
