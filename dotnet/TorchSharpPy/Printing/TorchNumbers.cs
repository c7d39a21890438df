using System;
using System.Globalization;
using System.Linq;

namespace TorchSharpPy.Printing
{
    /// <summary>Floating-point numbers as PyTorch prints them: all in one notation, which depends on all of them.</summary>
    internal sealed class TorchNumbers
    {
        private const int DefaultPrecision = 4;

        private readonly Func<double, string> write;

        /// <summary>Chooses the notation for numbers of a type.</summary>
        private TorchNumbers(double[] values, torch.ScalarType type, PrintOptions options, CultureInfo culture)
        {
            if (options.FloatFormat != null)
            {
                write = value => NumberFormat.Text(value, type, options.FloatFormat, culture);
                Width = values.Max(value => write(value).Length);
                return;
            }
            double[] telling = values.Where(value => value != 0 && !Decimals.IsSpecial(value)).ToArray();
            Func<double, string> notation = Notation(telling, options);
            write = value => NumberFormat.Localized(notation(value), culture);
            Width = telling.Select(value => write(value).Length).DefaultIfEmpty(1).Max();
        }

        /// <summary>The width of the numbers that are neither 0, nor infinite, nor none.</summary>
        internal int Width { get; }

        /// <summary>The texts of all elements, and the width of one.</summary>
        internal static (string[] Items, int Width) Of(Elements elements, PrintOptions options, CultureInfo culture)
        {
            if (!elements.IsFloatingPoint && !elements.IsComplex)
            {
                string[] whole = elements.Whole.Select(item => NumberFormat.WholeText(item, elements.Type, culture)).ToArray();
                int width = whole.Max(item => item.Length);
                return (whole.Select(item => item.PadLeft(width)).ToArray(), width);
            }
            var real = new TorchNumbers(elements.Real, elements.Type, options, culture);
            if (elements.IsFloatingPoint)
            {
                return (elements.Real.Select(real.Padded).ToArray(), real.Width);
            }
            var imaginary = new TorchNumbers(elements.Imaginary, elements.Type, options, culture);
            string minus = culture.NumberFormat.NegativeSign;
            return (elements.Real.Zip(elements.Imaginary, Both).ToArray(), real.Width + imaginary.Width + 1);

            string Both(double first, double second)
            {
                string text = imaginary.write(second);
                return real.Padded(first) + (text.StartsWith(minus, StringComparison.Ordinal) ? text : "+" + text) + "j";
            }
        }

        private static Func<double, string> Notation(double[] telling, PrintOptions options)
        {
            int precision = options.Precision ?? DefaultPrecision;
            if (telling.Length > 0 && (options.Scientific ?? NeedsExponent(telling)))
            {
                return value => Decimals.Scientific(value, precision);
            }
            if (telling.All(value => value == Math.Ceiling(value)))
            {
                return value => Decimals.Fixed(value, 0) + (Decimals.IsSpecial(value) ? string.Empty : ".");
            }
            return value => Decimals.Fixed(value, precision);
        }

        private static bool NeedsExponent(double[] telling)
        {
            double least = telling.Min(Math.Abs);
            double most = telling.Max(Math.Abs);
            return most / least > 1000 || most > 1e8 || least < 1e-4;
        }

        private string Padded(double value) => write(value).PadLeft(Width);
    }
}
