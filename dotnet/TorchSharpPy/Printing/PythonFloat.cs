using System;

namespace TorchSharpPy.Printing
{
    /// <summary>A double as Python's <c>repr</c> writes it.</summary>
    internal static class PythonFloat
    {
        internal static string Text(double value)
        {
            if (Decimals.IsSpecial(value))
            {
                return Decimals.Special(value);
            }
            string sign = double.IsNegative(value) ? "-" : string.Empty;
            if (value == 0)
            {
                return sign + "0.0";
            }
            ShortestDigits shortest = ShortestDigits.Scientific(Math.Abs(value), FloatPrecision.Double, 17, 0);
            string digits = shortest.Text;
            int power = shortest.Power;
            if (power < -4 || power >= 16)
            {
                string fraction = digits.Length > 1 ? "." + digits.Substring(1) : string.Empty;
                return sign + digits[0] + fraction + Decimals.Exponent(power, 2);
            }
            if (power < 0)
            {
                return sign + "0." + new string('0', -power - 1) + digits;
            }
            string whole = digits.PadRight(power + 1, '0');
            string rest = whole.Substring(power + 1);
            return sign + whole.Substring(0, power + 1) + "." + (rest.Length == 0 ? "0" : rest);
        }
    }
}
