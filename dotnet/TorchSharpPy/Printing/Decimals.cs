using System;
using System.Globalization;
using System.Numerics;

namespace TorchSharpPy.Printing
{
    /// <summary>Doubles as exact decimals that are rounded half to even: what Python's formats "f" and "e" write.</summary>
    /// <remarks>.NET's formats round a tie away from zero.</remarks>
    internal static class Decimals
    {
        /// <summary>A number with a number of digits behind the point.</summary>
        internal static string Fixed(double value, int precision)
        {
            if (IsSpecial(value))
            {
                return Special(value);
            }
            (BigInteger mantissa, int exponent) = Split(Math.Abs(value));
            string digits = Text(Rounded(mantissa, exponent, precision)).PadLeft(precision + 1, '0');
            return Sign(value) + WithPoint(digits, digits.Length - precision);
        }

        /// <summary>A number with one digit before the point, a number of digits behind it, and an exponent.</summary>
        internal static string Scientific(double value, int precision)
        {
            if (IsSpecial(value))
            {
                return Special(value);
            }
            int power = 0;
            string digits = new string('0', precision + 1);
            if (value != 0)
            {
                (BigInteger mantissa, int exponent) = Split(Math.Abs(value));
                power = (int)Math.Floor(Math.Log10(Math.Abs(value)));
                digits = Text(Rounded(mantissa, exponent, precision - power));
                while (digits.Length != precision + 1) // the logarithm was not exact, or rounding gave one digit more
                {
                    power += digits.Length > precision + 1 ? 1 : -1;
                    digits = Text(Rounded(mantissa, exponent, precision - power));
                }
            }
            return Sign(value) + WithPoint(digits, 1) + Exponent(power, 2);
        }

        /// <summary>"e", the sign and the digits of an exponent.</summary>
        internal static string Exponent(int power, int digits) =>
            (power < 0 ? "e-" : "e+") + Text(Math.Abs(power)).PadLeft(digits, '0');

        /// <summary>Whether a number is infinite or not a number.</summary>
        internal static bool IsSpecial(double value) => double.IsNaN(value) || double.IsInfinity(value);

        /// <summary>An infinite number, or one that is none, as Python and NumPy write it.</summary>
        internal static string Special(double value) => double.IsNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";

        /// <summary>A finite number that is not negative as an integer times a power of 2.</summary>
        internal static (BigInteger Mantissa, int Exponent) Split(double value)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            long fraction = bits & ((1L << 52) - 1);
            int biased = (int)(bits >> 52) & 0x7FF;
            return biased == 0 ? (fraction, -1074) : (fraction | (1L << 52), biased - 1075);
        }

        private static string Sign(double value) => double.IsNegative(value) ? "-" : string.Empty;

        private static string Text(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

        private static string WithPoint(string digits, int at) =>
            at == digits.Length ? digits : digits.Substring(0, at) + "." + digits.Substring(at);

        /// <summary>mantissa * 2^exponent * 10^power, rounded half to even.</summary>
        private static BigInteger Rounded(BigInteger mantissa, int exponent, int power)
        {
            BigInteger numerator = mantissa * BigInteger.Pow(10, Math.Max(power, 0)) * BigInteger.Pow(2, Math.Max(exponent, 0));
            BigInteger denominator = BigInteger.Pow(10, Math.Max(-power, 0)) * BigInteger.Pow(2, Math.Max(-exponent, 0));
            BigInteger whole = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
            int half = (rest * 2).CompareTo(denominator);
            return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
        }
    }
}
