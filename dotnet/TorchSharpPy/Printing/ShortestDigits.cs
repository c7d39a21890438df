using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace TorchSharpPy.Printing
{
    /// <summary>The decimal digits that tell a floating-point number from its neighbors (Steele and White's algorithm).</summary>
    internal sealed class ShortestDigits
    {
        private readonly List<int> digits = new List<int>();

        private ShortestDigits()
        {
        }

        /// <summary>The power of 10 of the first digit.</summary>
        internal int Power { get; private set; }

        /// <summary>The digits, the first one not 0; none if the number is rounded to 0.</summary>
        internal string Text => string.Concat(digits.Select(digit => (char)('0' + digit)));

        /// <summary>The digits for a notation with an exponent.</summary>
        /// <param name="value">A positive number.</param>
        /// <param name="type">Its type.</param>
        /// <param name="most">The most digits behind the first one.</param>
        /// <param name="least">The least digits behind the first one.</param>
        internal static ShortestDigits Scientific(double value, FloatPrecision type, int most, int least) =>
            Generate(value, type, power => power - most, power => power - least);

        /// <summary>The digits for a notation without an exponent.</summary>
        /// <param name="value">A positive number.</param>
        /// <param name="type">Its type.</param>
        /// <param name="most">The most digits behind the point.</param>
        internal static ShortestDigits Fixed(double value, FloatPrecision type, int most) =>
            Generate(value, type, power => -most, power => int.MaxValue);

        /// <param name="value">A positive number.</param>
        /// <param name="type">Its type.</param>
        /// <param name="last">For the power of the first digit: that of the last possible digit.</param>
        /// <param name="enough">For the power of the first digit: that at which the digits may end.</param>
        private static ShortestDigits Generate(double value, FloatPrecision type, Func<int, int> last, Func<int, int> enough)
        {
            // value = rest / scale; the neighbors are half of (below, above) / scale away.
            (BigInteger mantissa, int exponent) = type.Split(value, out bool isPower);
            BigInteger unit = BigInteger.One << Math.Max(exponent, 0);
            BigInteger rest = mantissa * unit * 4;
            BigInteger scale = BigInteger.One << (Math.Max(-exponent, 0) + 2);
            BigInteger above = unit * 2;
            BigInteger below = isPower ? unit : above;

            int power = (int)Math.Floor(Math.Log10(value));
            scale *= BigInteger.Pow(10, Math.Max(power, 0));
            Multiply(BigInteger.Pow(10, Math.Max(-power, 0)));
            while (rest >= scale * 10)
            {
                power++;
                scale *= 10;
            }
            while (rest < scale)
            {
                power--;
                Multiply(10);
            }

            var result = new ShortestDigits { Power = power };
            int end = last(power);
            if (power < end)
            {
                result.RoundToUnit(rest, scale, end);
                return result;
            }
            bool isInside = mantissa.IsEven; // the bounds round to an even number
            for (int place = power; ; place--)
            {
                int digit = (int)BigInteger.DivRem(rest, scale, out rest);
                bool low = isInside ? rest <= below : rest < below;
                bool high = isInside ? rest + above >= scale : rest + above > scale;
                if (((low || high) && place <= enough(power)) || place == end)
                {
                    bool down = low == high ? IsBelowHalf(digit, rest, scale) : low;
                    result.digits.Add(digit);
                    result.Carry(down);
                    return result;
                }
                result.digits.Add(digit);
                Multiply(10);
            }

            void Multiply(BigInteger factor)
            {
                rest *= factor;
                above *= factor;
                below *= factor;
            }
        }

        private static bool IsBelowHalf(int digit, BigInteger rest, BigInteger scale)
        {
            int half = (rest * 2).CompareTo(scale);
            return half < 0 || (half == 0 && digit % 2 == 0);
        }

        /// <summary>The number is less than the place at which the digits end.</summary>
        private void RoundToUnit(BigInteger rest, BigInteger scale, int end)
        {
            if (rest * 2 > scale * BigInteger.Pow(10, end - Power))
            {
                digits.Add(1);
                Power = end;
            }
        }

        private void Carry(bool down)
        {
            if (down)
            {
                return;
            }
            int i = digits.Count - 1;
            while (i >= 0 && digits[i] == 9)
            {
                digits[i--] = 0;
            }
            if (i >= 0)
            {
                digits[i]++;
                return;
            }
            digits[0] = 1; // 999 became 1000
            Power++;
        }
    }
}
