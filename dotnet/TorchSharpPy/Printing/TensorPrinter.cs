using System;
using System.Globalization;

namespace TorchSharpPy.Printing
{
    /// <summary>Writes a tensor in a style.</summary>
    internal static class TensorPrinter
    {
        /// <summary>The text of a tensor that was not disposed.</summary>
        /// <param name="tensor">The tensor.</param>
        /// <param name="style">A style that prints elements; Default is PyTorch's own.</param>
        /// <param name="options">The options.</param>
        /// <param name="culture">The culture of the numbers.</param>
        internal static string Print(torch.Tensor tensor, TensorStringStyle style, PrintOptions options, CultureInfo culture)
        {
            string text = style switch
            {
                TensorStringStyle.Julia => Write(tensor, part => JuliaStyle.Write(part, options, culture)),
                TensorStringStyle.Numpy => Write(tensor, part => NumpyStyle.Write(part, options, culture)),
                TensorStringStyle.CSharp => Write(tensor, part => CSharpStyle.Write(part, options, culture)),
                _ => new TorchStyle(options, culture).Write(tensor),
            };
            return options.NewLine == "\n" ? text : text.Replace("\n", options.NewLine);
        }

        /// <summary>A dense tensor, or the metadata and each part of a sparse one.</summary>
        private static string Write(torch.Tensor tensor, Func<torch.Tensor, string> dense)
        {
            if (!StoredTensor.IsSparse(tensor.Layout))
            {
                return dense(tensor);
            }
            string text = tensor.ToString();
            foreach ((string name, torch.Tensor part) in StoredTensor.Parts(tensor))
            {
                using (part)
                {
                    text += (text.EndsWith("\n", StringComparison.Ordinal) ? string.Empty : "\n") + name + " =\n" + dense(part);
                }
            }
            return text;
        }
    }
}
