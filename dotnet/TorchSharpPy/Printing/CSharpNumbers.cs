using System.Globalization;
using System.Linq;

namespace TorchSharpPy.Printing
{
    /// <summary>Elements as C# writes them.</summary>
    internal static class CSharpNumbers
    {
        /// <summary>The C# type of the elements; libtorch's name where C# has none.</summary>
        internal static string TypeName(torch.ScalarType type) => type switch
        {
            torch.ScalarType.Byte => "byte",
            torch.ScalarType.Int8 => "sbyte",
            torch.ScalarType.Int16 => "short",
            torch.ScalarType.Int32 => "int",
            torch.ScalarType.Int64 => "long",
            torch.ScalarType.UInt16 => "ushort",
            torch.ScalarType.UInt32 => "uint",
            torch.ScalarType.UInt64 => "ulong",
            torch.ScalarType.Float32 => "float",
            torch.ScalarType.Float64 => "double",
            torch.ScalarType.ComplexFloat32 => "(float, float)",
            torch.ScalarType.ComplexFloat64 => "Complex",
            _ => type.ToString().ToLowerInvariant(),
        };

        /// <summary>The texts of all elements.</summary>
        /// <param name="elements">The elements.</param>
        /// <param name="options">The options.</param>
        /// <param name="culture">The culture of the numbers.</param>
        /// <param name="isLiteral">Whether they stand in an array, as literals of their type.</param>
        internal static string[] Of(Elements elements, PrintOptions options, CultureInfo culture, bool isLiteral)
        {
            if (elements.IsBool)
            {
                return elements.Whole.Select(item => item != 0 ? "true" : "false").ToArray();
            }
            if (!isLiteral || (!elements.IsFloatingPoint && !elements.IsComplex))
            {
                return NumberFormat.All(elements, options, culture, "i");
            }
            string[] real = elements.Real.Select(value => Literal(value, elements.Type, options, culture)).ToArray();
            if (!elements.IsComplex)
            {
                return real;
            }
            string create = elements.Type == torch.ScalarType.ComplexFloat64 ? "new Complex(" : "(";
            return real.Zip(elements.Imaginary, (first, second) =>
                create + first + ", " + Literal(second, elements.Type, options, culture) + ")").ToArray();
        }

        private static string Literal(double value, torch.ScalarType type, PrintOptions options, CultureInfo culture)
        {
            bool isDouble = FloatPrecision.Of(type) == FloatPrecision.Double;
            if (Decimals.IsSpecial(value))
            {
                string name = double.IsNaN(value) ? "NaN" : value < 0 ? "NegativeInfinity" : "PositiveInfinity";
                return (isDouble ? "double." : "float.") + name;
            }
            return NumberFormat.Text(value, type, NumberFormat.FormatOf(options), culture) + (isDouble ? string.Empty : "f");
        }
    }
}
