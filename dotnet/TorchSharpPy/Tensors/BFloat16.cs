using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace TorchSharpPy
{
    /// <summary>A number of 16 bits with the range of a float and 8 bits of precision: an element of <c>torch.bfloat16</c>.</summary>
    /// <remarks>It has the memory layout of libtorch's type. Sums and the like are computed as floats, rounded to nearest even.</remarks>
    public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>, IComparable, IFormattable
    {
        /// <summary>Zero.</summary>
        public static readonly BFloat16 Zero = FromRawValue(0);

        /// <summary>One.</summary>
        public static readonly BFloat16 One = FromRawValue(0x3F80);

        /// <summary>The largest finite number.</summary>
        public static readonly BFloat16 MaxValue = FromRawValue(0x7F7F);

        /// <summary>The smallest finite number, which is negative.</summary>
        public static readonly BFloat16 MinValue = FromRawValue(0xFF7F);

        /// <summary>The distance from one to the next number, 2^-7.</summary>
        public static readonly BFloat16 Epsilon = FromRawValue(0x3C00);

        /// <summary>The smallest positive number with full precision.</summary>
        public static readonly BFloat16 MinNormal = FromRawValue(0x0080);

        /// <summary>The smallest positive number.</summary>
        public static readonly BFloat16 SmallestSubnormal = FromRawValue(0x0001);

        /// <summary>Not a number.</summary>
        public static readonly BFloat16 NaN = FromRawValue(0x7FC0);

        /// <summary>Positive infinity.</summary>
        public static readonly BFloat16 PositiveInfinity = FromRawValue(0x7F80);

        /// <summary>Negative infinity.</summary>
        public static readonly BFloat16 NegativeInfinity = FromRawValue(0xFF80);

        private readonly ushort bits;

        /// <summary>Rounds a float to the nearest number, to the even one of two.</summary>
        public BFloat16(float value) => bits = Round(value);

        private BFloat16(ushort bits) => this.bits = bits;

        /// <summary>The number with these bits: sign, 8 of the exponent, 7 of the mantissa.</summary>
        public static BFloat16 FromRawValue(ushort value) => new BFloat16(value);

        /// <summary>Whether it is neither infinite nor NaN.</summary>
        public static bool IsFinite(BFloat16 value) => (value.bits & 0x7F80) != 0x7F80;

        /// <summary>Whether it is infinite.</summary>
        public static bool IsInfinity(BFloat16 value) => (value.bits & 0x7FFF) == 0x7F80;

        /// <summary>Whether it is not a number.</summary>
        public static bool IsNaN(BFloat16 value) => (value.bits & 0x7FFF) > 0x7F80;

        /// <summary>Whether it is positive infinity.</summary>
        public static bool IsPositiveInfinity(BFloat16 value) => value.bits == 0x7F80;

        /// <summary>Whether it is negative infinity.</summary>
        public static bool IsNegativeInfinity(BFloat16 value) => value.bits == 0xFF80;

        /// <summary>Rounds a float.</summary>
        public static explicit operator BFloat16(float value) => new BFloat16(value);

        /// <summary>Rounds a double to a float, and that.</summary>
        public static explicit operator BFloat16(double value) => new BFloat16((float)value);

        /// <summary>The same number as a float.</summary>
        public static explicit operator float(BFloat16 value) => value.ToSingle();

        /// <summary>The same number as a double.</summary>
        public static explicit operator double(BFloat16 value) => value.ToSingle();

        /// <summary>The sum.</summary>
        public static BFloat16 operator +(BFloat16 left, BFloat16 right) => new BFloat16(left.ToSingle() + right.ToSingle());

        /// <summary>The difference.</summary>
        public static BFloat16 operator -(BFloat16 left, BFloat16 right) => new BFloat16(left.ToSingle() - right.ToSingle());

        /// <summary>The product.</summary>
        public static BFloat16 operator *(BFloat16 left, BFloat16 right) => new BFloat16(left.ToSingle() * right.ToSingle());

        /// <summary>The quotient.</summary>
        public static BFloat16 operator /(BFloat16 left, BFloat16 right) => new BFloat16(left.ToSingle() / right.ToSingle());

        /// <summary>The remainder, with the sign of the dividend.</summary>
        public static BFloat16 operator %(BFloat16 left, BFloat16 right) => new BFloat16(left.ToSingle() % right.ToSingle());

        /// <summary>The negative.</summary>
        public static BFloat16 operator -(BFloat16 value) => FromRawValue((ushort)(value.bits ^ 0x8000));

        /// <summary>Whether they are the same number; NaN equals nothing.</summary>
        public static bool operator ==(BFloat16 left, BFloat16 right) => left.ToSingle() == right.ToSingle();

        /// <summary>Whether they are not the same number.</summary>
        public static bool operator !=(BFloat16 left, BFloat16 right) => left.ToSingle() != right.ToSingle();

        /// <summary>Whether the left one is less.</summary>
        public static bool operator <(BFloat16 left, BFloat16 right) => left.ToSingle() < right.ToSingle();

        /// <summary>Whether the left one is greater.</summary>
        public static bool operator >(BFloat16 left, BFloat16 right) => left.ToSingle() > right.ToSingle();

        /// <summary>Whether the left one is less, or equal.</summary>
        public static bool operator <=(BFloat16 left, BFloat16 right) => left.ToSingle() <= right.ToSingle();

        /// <summary>Whether the left one is greater, or equal.</summary>
        public static bool operator >=(BFloat16 left, BFloat16 right) => left.ToSingle() >= right.ToSingle();

        /// <summary>The same number as a float.</summary>
        public float ToSingle() => BitConverter.Int32BitsToSingle(bits << 16);

        /// <summary>Whether they are the same number, or both NaN.</summary>
        public bool Equals(BFloat16 other) => ToSingle().Equals(other.ToSingle());

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => ToSingle().GetHashCode();

        /// <summary>The order of the numbers; NaN comes first.</summary>
        public int CompareTo(BFloat16 other) => ToSingle().CompareTo(other.ToSingle());

        /// <inheritdoc/>
        public int CompareTo(object? obj) => obj switch
        {
            null => 1,
            BFloat16 other => CompareTo(other),
            _ => throw new ArgumentException($"A BFloat16 cannot be compared with a {obj.GetType()}.", nameof(obj)),
        };

        /// <summary>As the float, in the invariant culture.</summary>
        public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

        /// <inheritdoc/>
        public string ToString(string? format, IFormatProvider? formatProvider) => ToSingle().ToString(format, formatProvider);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ushort Round(float value)
        {
            uint whole = (uint)BitConverter.SingleToInt32Bits(value);
            if (float.IsNaN(value))
            {
                return (ushort)((whole >> 16) | 0x0040); // rounding could carry into infinity
            }
            return (ushort)((whole + 0x7FFF + ((whole >> 16) & 1)) >> 16);
        }
    }
}
