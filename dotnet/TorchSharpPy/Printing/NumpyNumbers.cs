using System;
using System.Globalization;
using System.Linq;

namespace TorchSharpPy.Printing
{
    /// <summary>Floating-point numbers as NumPy prints them: as many digits as needed, with all points in one column.</summary>
    internal sealed class NumpyNumbers
    {
        private const int DefaultPrecision = 8;

        private readonly FloatPrecision type;
        private readonly bool hasPlus;
        private readonly bool hasExponent;
        private readonly int most;
        private readonly int least;
        private readonly int exponentDigits;
        private readonly int left;
        private readonly int right;

        private NumpyNumbers(double[] values, FloatPrecision type, PrintOptions options, bool hasPlus)
        {
            this.type = type;
            this.hasPlus = hasPlus;
            most = options.Precision ?? DefaultPrecision;
            double[] finite = values.Where(value => !Decimals.IsSpecial(value)).ToArray();
            hasExponent = NeedsExponent(finite, options.Scientific);
            (string Whole, string Fraction, string Exponent)[] parts = finite.Select(value => Parts(value)).ToArray();
            if (parts.Length > 0)
            {
                left = parts.Max(part => part.Whole.Length);
                right = parts.Max(part => part.Fraction.Length);
            }
            if (hasExponent)
            {
                most = least = right;
                exponentDigits = parts.Max(part => part.Exponent.Length) - 2;
                right += exponentDigits + 2;
            }
            if (finite.Length < values.Length)
            {
                int infinity = values.Any(double.IsNegativeInfinity) || hasPlus ? 4 : 3;
                int special = values.Any(double.IsInfinity) || hasPlus ? infinity : 3;
                left = Math.Max(left, special - right - 1);
            }
        }

        /// <summary>The texts of all elements, all of the same width.</summary>
        internal static string[] Of(Elements elements, PrintOptions options, CultureInfo culture)
        {
            if (elements.IsBool)
            {
                return elements.Whole.Select(item => item == 0 ? "False" : elements.Sizes.Length == 0 ? "True" : " True").ToArray();
            }
            if (!elements.IsFloatingPoint && !elements.IsComplex)
            {
                return Aligned(elements.Whole.Select(item => NumberFormat.WholeText(item, elements.Type, culture)).ToArray());
            }
            if (options.FloatFormat != null)
            {
                return Aligned(NumberFormat.All(elements, options.FloatFormat, culture, "j"));
            }
            FloatPrecision type = FloatPrecision.Of(elements.Type);
            var real = new NumpyNumbers(elements.Real, type, options, false);
            string[] texts = elements.Real.Select(real.Text).ToArray();
            if (elements.IsComplex)
            {
                var imaginary = new NumpyNumbers(elements.Imaginary, type, options, true);
                texts = texts.Zip(elements.Imaginary.Select(imaginary.Text), (first, second) => first + WithUnit(second)).ToArray();
            }
            return texts.Select(text => NumberFormat.Localized(text, culture)).ToArray();
        }

        private static string[] Aligned(string[] texts)
        {
            int width = texts.Max(text => text.Length);
            return texts.Select(text => text.PadLeft(width)).ToArray();
        }

        private static string WithUnit(string number)
        {
            string text = number.TrimEnd();
            return text + "j" + number.Substring(text.Length);
        }

        private bool NeedsExponent(double[] finite, bool? wanted)
        {
            double[] sizes = finite.Where(value => value != 0).Select(Math.Abs).ToArray();
            if (sizes.Length == 0 || wanted == true)
            {
                return finite.Length > 0 && wanted == true;
            }
            double largest = sizes.Max();
            double smallest = sizes.Min();
            return largest >= Math.Pow(10, Math.Min(8, type.SureDigits)) ||
                (wanted == null && (smallest < type.Round(0.0001) || type.Round(largest / smallest) > 1000));
        }

        private string Text(double value)
        {
            if (Decimals.IsSpecial(value))
            {
                string special = Decimals.Special(value);
                return (hasPlus && special[0] != '-' ? "+" + special : special).PadLeft(left + right + 1);
            }
            (string whole, string fraction, string exponent) = Parts(value);
            return whole.PadLeft(left) + "." + (fraction + exponent).PadRight(right);
        }

        private (string Whole, string Fraction, string Exponent) Parts(double value)
        {
            string sign = double.IsNegative(value) ? "-" : hasPlus ? "+" : string.Empty;
            double size = Math.Abs(value);
            if (hasExponent)
            {
                ShortestDigits? digits = size == 0 ? null : ShortestDigits.Scientific(size, type, most, least);
                string text = digits?.Text ?? "0";
                string fraction = text.Substring(1).TrimEnd('0').PadRight(least, '0');
                return (sign + text[0], fraction, Decimals.Exponent(digits?.Power ?? 0, Math.Max(2, exponentDigits)));
            }
            if (size == 0)
            {
                return (sign + "0", string.Empty, string.Empty);
            }
            return Placed(sign, ShortestDigits.Fixed(size, type, most));
        }

        private static (string Whole, string Fraction, string Exponent) Placed(string sign, ShortestDigits digits)
        {
            string text = digits.Text;
            int before = digits.Power + 1;
            string whole = before <= 0 || text.Length == 0 ? "0" : text.PadRight(before, '0').Substring(0, before);
            string fraction = text.Length == 0 ? string.Empty
                : before <= 0 ? new string('0', -before) + text
                : text.Length > before ? text.Substring(before) : string.Empty;
            return (sign + whole, fraction.TrimEnd('0'), string.Empty);
        }
    }
}
