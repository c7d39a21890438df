using System;
using System.Collections.Generic;
using System.Globalization;

namespace TorchSharpPy.Printing
{
    /// <summary>Text with values as Python writes them: <c>True</c>, <c>None</c>, <c>1e-05</c>, <c>(3, 3)</c>.</summary>
    internal sealed class PythonFormat : IFormatProvider, ICustomFormatter
    {
        private static readonly PythonFormat Instance = new PythonFormat();

        private PythonFormat()
        {
        }

        /// <summary>The text, with its values as Python's <c>str</c> writes them, or with <c>:r</c> as <c>repr</c> does.</summary>
        internal static string Text(FormattableString text) => text.ToString(Instance);

        /// <inheritdoc/>
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        /// <inheritdoc/>
        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            null => "None",
            bool flag => flag ? "True" : "False",
            double number => PythonFloat.Text(number),
            IReadOnlyList<long> sizes => TorchNames.Tuple(sizes),
            IReadOnlyList<double> numbers => Tuple(numbers),
            string text when format == "r" => $"'{text}'",
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => arg.ToString() ?? string.Empty,
        };

        private static string Tuple(IReadOnlyList<double> numbers)
        {
            var items = new string[numbers.Count];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = PythonFloat.Text(numbers[i]);
            }
            return $"({string.Join(", ", items)}{(items.Length == 1 ? "," : string.Empty)})";
        }
    }
}
