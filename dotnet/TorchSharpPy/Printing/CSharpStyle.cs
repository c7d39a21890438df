using System.Globalization;
using System.Text;

namespace TorchSharpPy.Printing
{
    /// <summary>A line of metadata, then the elements as C# writes an array.</summary>
    internal sealed class CSharpStyle
    {
        private const int DefaultWidth = 100;

        private readonly Elements elements;
        private readonly string[] items;
        private readonly int lineWidth;
        private int next;

        private CSharpStyle(Elements elements, string[] items, PrintOptions options)
        {
            this.elements = elements;
            this.items = items;
            lineWidth = options.LineWidth ?? DefaultWidth;
        }

        /// <summary>The text of a dense tensor.</summary>
        internal static string Write(torch.Tensor tensor, PrintOptions options, CultureInfo culture)
        {
            string metadata = tensor.ToString();
            if (tensor.is_meta)
            {
                return metadata;
            }
            Elements elements = Elements.Read(tensor, options);
            int rank = elements.Sizes.Length;
            if (rank == 0)
            {
                return metadata + ", value = " + CSharpNumbers.Of(elements, options, culture, isLiteral: false)[0];
            }
            string type = $"{CSharpNumbers.TypeName(elements.Type)} [{new string(',', rank - 1)}] ";
            string start = metadata + ", value = " + (rank == 1 ? type : "\n" + type);
            if (elements.Count == 0)
            {
                return start + "{}";
            }
            var style = new CSharpStyle(elements, CSharpNumbers.Of(elements, options, culture, isLiteral: true), options);
            return rank == 1
                ? start + style.Row(0, start.Length, 1)
                : start + "{\n " + style.Items(0, 1) + "\n}";
        }

        private string Write(int dim, int indent) => dim == elements.Sizes.Length - 1
            ? Row(dim, indent, indent + 1)
            : "{" + Items(dim, indent + 1) + "}";

        private string Items(int dim, int indent)
        {
            var text = new StringBuilder();
            string separator = ",\n" + new string(' ', indent);
            for (int i = 0; i < elements.Sizes[dim]; i++)
            {
                text.Append(i > 0 ? separator : string.Empty);
                if (i > 0 && i == elements.Edges[dim])
                {
                    text.Append("...").Append(separator, 1, separator.Length - 1);
                }
                text.Append(Write(dim + 1, indent));
            }
            return text.ToString();
        }

        /// <param name="dim">The last dimension.</param>
        /// <param name="start">The position in the line at which the row begins.</param>
        /// <param name="indent">The position at which its other lines begin.</param>
        private string Row(int dim, int start, int indent)
        {
            var text = new StringBuilder("{");
            int length = start + 1;
            int count = elements.Sizes[dim];
            for (int i = 0; i < count; i++)
            {
                string mark = i > 0 && i == elements.Edges[dim] ? "... " : string.Empty;
                string word = mark + items[next++] + (i < count - 1 ? "," : "}");
                if (i > 0 && length + 1 + word.Length > lineWidth)
                {
                    text.Append('\n').Append(' ', indent);
                    length = indent;
                }
                else if (i > 0)
                {
                    text.Append(' ');
                    length++;
                }
                text.Append(word);
                length += word.Length;
            }
            return text.ToString();
        }
    }
}
