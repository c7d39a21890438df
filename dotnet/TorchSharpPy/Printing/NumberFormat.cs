using System;
using System.Globalization;
using System.Linq;

namespace TorchSharpPy.Printing
{
    /// <summary>Numbers in the formats of .NET, and in the notation of a culture.</summary>
    internal static class NumberFormat
    {
        /// <summary>A number in a format of .NET; of its own type, because some formats write all digits of it.</summary>
        internal static string Text(double value, torch.ScalarType type, string format, CultureInfo culture) =>
            FloatPrecision.Of(type) == FloatPrecision.Double
                ? value.ToString(format, culture)
                : ((float)value).ToString(format, culture);

        /// <summary>The integers and bools, each as text.</summary>
        internal static string WholeText(long value, torch.ScalarType type, CultureInfo culture)
        {
            switch (type)
            {
                case torch.ScalarType.Bool:
                    return value != 0 ? "True" : "False";
                case torch.ScalarType.UInt64:
                    return unchecked((ulong)value).ToString(culture);
                default:
                    return value.ToString(culture);
            }
        }

        /// <summary>All elements, numbers in the format that was asked for.</summary>
        internal static string[] All(Elements elements, PrintOptions options, CultureInfo culture, string unit) =>
            elements.IsFloatingPoint || elements.IsComplex
                ? All(elements, FormatOf(options), culture, unit)
                : elements.Whole.Select(item => WholeText(item, elements.Type, culture)).ToArray();

        /// <summary>All floating-point or complex numbers in a format of .NET; complex ones with both parts.</summary>
        internal static string[] All(Elements elements, string format, CultureInfo culture, string unit)
        {
            string[] real = elements.Real.Select(value => Text(value, elements.Type, format, culture)).ToArray();
            return elements.IsComplex ? real.Zip(elements.Imaginary, Both).ToArray() : real;

            string Both(string first, double second)
            {
                string text = Text(second, elements.Type, format, culture);
                bool hasSign = text.StartsWith(culture.NumberFormat.NegativeSign, StringComparison.Ordinal) || text.StartsWith("+");
                return first + (hasSign ? text : "+" + text) + unit;
            }
        }

        /// <summary>The .NET format of the styles that are .NET's: TorchSharp's g5, if nothing else was asked for.</summary>
        internal static string FormatOf(PrintOptions options)
        {
            if (options.FloatFormat != null || !options.Precision.HasValue)
            {
                return options.FloatFormat ?? "g5";
            }
            string digits = options.Precision.Value.ToString(CultureInfo.InvariantCulture);
            return options.Scientific switch
            {
                true => "E" + digits,
                false => "F" + digits,
                null => "g" + (options.Precision.Value + 1).ToString(CultureInfo.InvariantCulture),
            };
        }

        /// <summary>A number in Python's notation, with the signs of a culture.</summary>
        internal static string Localized(string number, CultureInfo culture)
        {
            NumberFormatInfo format = culture.NumberFormat;
            return format.NumberDecimalSeparator == "." && format.NegativeSign == "-"
                ? number
                : number.Replace(".", format.NumberDecimalSeparator).Replace("-", format.NegativeSign);
        }
    }
}
