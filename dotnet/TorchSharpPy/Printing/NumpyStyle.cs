using System;
using System.Globalization;
using System.Text;

namespace TorchSharpPy.Printing
{
    /// <summary>The elements as NumPy prints an array.</summary>
    internal sealed class NumpyStyle
    {
        private const int DefaultWidth = 75;

        private readonly Elements elements;
        private readonly string[] items;
        private int next;

        private NumpyStyle(Elements elements, string[] items)
        {
            this.elements = elements;
            this.items = items;
        }

        /// <summary>The text of a dense tensor.</summary>
        internal static string Write(torch.Tensor tensor, PrintOptions options, CultureInfo culture)
        {
            if (tensor.is_meta)
            {
                return "...";
            }
            Elements elements = Elements.Read(tensor, options);
            return elements.Count == 0 ? "[]" : new NumpyStyle(elements, NumpyNumbers.Of(elements, options, culture))
                .Write(0, " ", options.LineWidth ?? DefaultWidth);
        }

        private string Write(int dim, string indent, int width)
        {
            int left = elements.Sizes.Length - dim;
            if (left == 0)
            {
                return items[next++];
            }
            if (left == 1)
            {
                return "[" + Row(elements.Sizes[dim], elements.Edges[dim], indent, width - 1).Substring(indent.Length) + "]";
            }
            var text = new StringBuilder("[");
            string separator = new string('\n', left - 1) + indent;
            for (int i = 0; i < elements.Sizes[dim]; i++)
            {
                text.Append(i > 0 ? separator : string.Empty);
                if (i > 0 && i == elements.Edges[dim])
                {
                    text.Append("...").Append(separator);
                }
                text.Append(Write(dim + 1, indent + " ", width - 1));
            }
            return text.Append("]").ToString();
        }

        private string Row(int count, int edge, string indent, int width)
        {
            var done = new StringBuilder();
            var line = new StringBuilder(indent);
            for (int i = 0; i < count; i++)
            {
                if (i > 0 && i == edge)
                {
                    Add("...");
                    line.Append(' ');
                }
                Add(items[next++]);
                line.Append(i < count - 1 ? " " : string.Empty);
            }
            return done.Append(line).ToString();

            void Add(string word)
            {
                if (line.Length + word.Length > width && line.Length > indent.Length)
                {
                    done.Append(line.ToString().TrimEnd()).Append('\n');
                    line.Clear().Append(indent);
                }
                line.Append(word);
            }
        }
    }
}
