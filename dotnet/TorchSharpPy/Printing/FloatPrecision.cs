using System;
using System.Numerics;

namespace TorchSharpPy.Printing
{
    /// <summary>A floating-point type, as far as the number of digits depends on it.</summary>
    internal sealed class FloatPrecision
    {
        /// <summary>16-bit numbers.</summary>
        internal static readonly FloatPrecision Half = new FloatPrecision(10, -24, 3, value => RoundToHalf(value));

        /// <summary>32-bit numbers.</summary>
        internal static readonly FloatPrecision Single = new FloatPrecision(23, -149, 6, value => (float)value);

        /// <summary>64-bit numbers.</summary>
        internal static readonly FloatPrecision Double = new FloatPrecision(52, -1074, 15, value => value);

        private readonly int mantissaBits;
        private readonly int smallestExponent;
        private readonly Func<double, double> round;

        private FloatPrecision(int mantissaBits, int smallestExponent, int sureDigits, Func<double, double> round)
        {
            this.mantissaBits = mantissaBits;
            this.smallestExponent = smallestExponent;
            SureDigits = sureDigits;
            this.round = round;
        }

        /// <summary>The number of decimal digits that the type surely holds.</summary>
        internal int SureDigits { get; }

        /// <summary>The type that NumPy would hold the elements in: it has no bfloat16 and no 8-bit numbers.</summary>
        internal static FloatPrecision Of(torch.ScalarType type) => type switch
        {
            torch.ScalarType.Float64 => Double,
            torch.ScalarType.ComplexFloat64 => Double,
            torch.ScalarType.Float16 => Half,
            _ => Single,
        };

        /// <summary>The nearest number of the type.</summary>
        internal double Round(double value) => round(value);

        /// <summary>A positive number of the type as an integer with all of the type's bits, times a power of 2.</summary>
        /// <param name="value">The number.</param>
        /// <param name="isPower">Whether the next smaller number is nearer than the next larger one.</param>
        internal (BigInteger Mantissa, int Exponent) Split(double value, out bool isPower)
        {
            (BigInteger mantissa, int exponent) = Decimals.Split(value);
            BigInteger hidden = BigInteger.One << mantissaBits;
            while (exponent < smallestExponent || mantissa >= hidden * 2)
            {
                mantissa >>= 1; // the bits are 0: the number is one of the type
                exponent++;
            }
            while (exponent > smallestExponent && mantissa < hidden)
            {
                mantissa <<= 1;
                exponent--;
            }
            isPower = mantissa == hidden && exponent > smallestExponent;
            return (mantissa, exponent);
        }

        private static double RoundToHalf(double value)
        {
            if (value == 0 || value >= 65520)
            {
                return value == 0 ? 0 : double.PositiveInfinity;
            }
            int exponent = Math.Max((int)Math.Floor(Math.Log(value, 2)) - 10, -24);
            double unit = Math.Pow(2, exponent);
            return Math.Round(value / unit, MidpointRounding.ToEven) * unit;
        }
    }
}
