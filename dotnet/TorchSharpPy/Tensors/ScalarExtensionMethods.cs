using System.Numerics;

namespace TorchSharpPy
{
    /// <summary>Numbers as <see cref="Scalar"/>, and back to the smaller types.</summary>
    public static class ScalarExtensionMethods
    {
        /// <summary>The number as an operator takes it.</summary>
        public static Scalar ToScalar(this byte value) => value;

        /// <inheritdoc cref="ToScalar(byte)"/>
        public static Scalar ToScalar(this sbyte value) => value;

        /// <inheritdoc cref="ToScalar(byte)"/>
        public static Scalar ToScalar(this short value) => value;

        /// <inheritdoc cref="ToScalar(byte)"/>
        public static Scalar ToScalar(this int value) => value;

        /// <inheritdoc cref="ToScalar(byte)"/>
        public static Scalar ToScalar(this long value) => value;

        /// <inheritdoc cref="ToScalar(byte)"/>
        public static Scalar ToScalar(this float value) => value;

        /// <inheritdoc cref="ToScalar(byte)"/>
        public static Scalar ToScalar(this double value) => value;

        /// <inheritdoc cref="ToScalar(byte)"/>
        public static Scalar ToScalar(this bool value) => value;

        /// <inheritdoc cref="ToScalar(byte)"/>
        public static Scalar ToScalar(this Complex value) => value;

        /// <inheritdoc cref="ToScalar(byte)"/>
        public static Scalar ToScalar(this (float, float) value) => new Complex(value.Item1, value.Item2);

        /// <summary>The number without its fraction.</summary>
        /// <exception cref="System.OverflowException">It is out of the range of the type.</exception>
        public static byte ToByte(this Scalar value) => checked((byte)value.ToInt64());

        /// <inheritdoc cref="ToByte"/>
        public static sbyte ToSByte(this Scalar value) => checked((sbyte)value.ToInt64());

        /// <inheritdoc cref="ToByte"/>
        public static short ToInt16(this Scalar value) => checked((short)value.ToInt64());

        /// <inheritdoc cref="ToByte"/>
        public static int ToInt32(this Scalar value) => checked((int)value.ToInt64());

        /// <summary>The number as a float.</summary>
        public static float ToSingle(this Scalar value) => (float)value.ToDouble();

        /// <summary>The number as a bfloat16, rounded.</summary>
        public static BFloat16 ToBFloat16(this Scalar value) => new BFloat16(value.ToSingle());

        /// <summary>The number as a complex one.</summary>
        public static Complex ToComplexFloat64(this Scalar value) => value.ToComplex();

        /// <summary>The parts of the number as a complex one.</summary>
        public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) =>
            ((float)value.ToComplex().Real, (float)value.ToComplex().Imaginary);
    }
}
