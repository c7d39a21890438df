using System;
using System.Globalization;
using System.Numerics;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    /// <summary>A number (also a complex one) or a bool, as libtorch's operators take it.</summary>
    public readonly struct Scalar
    {
        private readonly NativeKind kind;
        private readonly long bits; // an integer, a bool, or the bits of the real part
        private readonly double imaginary;

        private Scalar(NativeKind kind, long integer)
        {
            this.kind = kind;
            bits = integer;
            imaginary = 0;
        }

        private Scalar(NativeKind kind, double real, double imaginary)
        {
            this.kind = kind;
            bits = BitConverter.DoubleToInt64Bits(real);
            this.imaginary = imaginary;
        }

        /// <summary>Whether it is an integer.</summary>
        public bool IsInteger => !IsFloatingPoint && !IsBool && !IsComplex; // default(Scalar) is the integer 0

        /// <summary>Whether it is a floating-point number.</summary>
        public bool IsFloatingPoint => kind == NativeKind.Float;

        /// <summary>Whether it is a bool.</summary>
        public bool IsBool => kind == NativeKind.Bool;

        /// <summary>Whether it is a complex number.</summary>
        public bool IsComplex => kind == NativeKind.Complex;

        private double Real => BitConverter.Int64BitsToDouble(bits);

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(int value) => new Scalar(NativeKind.Int, value);

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(long value) => new Scalar(NativeKind.Int, value);

        // Without these, unsigned numbers would become floating-point numbers, or be ambiguous for the compiler.

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(byte value) => new Scalar(NativeKind.Int, value);

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(ushort value) => new Scalar(NativeKind.Int, value);

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(uint value) => new Scalar(NativeKind.Int, value);

        /// <summary>An integer.</summary>
        /// <exception cref="OverflowException">The number is out of the range of long.</exception>
        public static implicit operator Scalar(ulong value) => new Scalar(NativeKind.Int, ToInt64(value));

        /// <summary>A floating-point number.</summary>
        public static implicit operator Scalar(float value) => new Scalar(NativeKind.Float, value, 0);

        /// <summary>A floating-point number.</summary>
        public static implicit operator Scalar(double value) => new Scalar(NativeKind.Float, value, 0);

        /// <summary>A bool.</summary>
        public static implicit operator Scalar(bool value) => new Scalar(NativeKind.Bool, value ? 1L : 0L);

        /// <summary>A complex number.</summary>
        public static implicit operator Scalar(Complex value) =>
            new Scalar(NativeKind.Complex, value.Real, value.Imaginary);

        /// <summary>The value as an integer, without its fraction; true is 1.</summary>
        /// <exception cref="OverflowException">The value is out of the range of long, or its imaginary part is not zero.</exception>
        public long ToInt64() => IsFloatingPoint || IsComplex ? checked((long)ToDouble()) : bits;

        /// <summary>The value as a double; true is 1.</summary>
        /// <exception cref="OverflowException">The imaginary part is not zero.</exception>
        public double ToDouble()
        {
            if (imaginary != 0)
            {
                throw new OverflowException($"{this} has an imaginary part, which a real number cannot hold: use ToComplex().");
            }
            return IsFloatingPoint || IsComplex ? Real : bits;
        }

        /// <summary>The value as a complex number; true is 1.</summary>
        public Complex ToComplex() => IsComplex ? new Complex(Real, imaginary) : new Complex(ToDouble(), 0);

        /// <summary>Whether the value is not zero.</summary>
        public bool ToBoolean() => IsFloatingPoint || IsComplex ? Real != 0 || imaginary != 0 : bits != 0;

        /// <summary>The value as Python writes it.</summary>
        public override string ToString()
        {
            if (IsBool)
            {
                return bits != 0 ? "True" : "False";
            }
            if (IsComplex)
            {
                string sign = imaginary < 0 || double.IsNegative(imaginary) ? string.Empty : "+";
                return $"({Text(Real)}{sign}{Text(imaginary)}j)";
            }
            return IsFloatingPoint ? Text(Real) : bits.ToString(CultureInfo.InvariantCulture);
        }

        /// <summary>Reads a boxed C# number or bool; false for anything else.</summary>
        internal static bool TryFrom(IConvertible value, out Scalar scalar)
        {
            switch (value is Enum ? TypeCode.Object : value.GetTypeCode())
            {
                case TypeCode.Boolean:
                    scalar = value.ToBoolean(CultureInfo.InvariantCulture);
                    return true;
                case TypeCode.SByte:
                case TypeCode.Byte:
                case TypeCode.Int16:
                case TypeCode.UInt16:
                case TypeCode.Int32:
                case TypeCode.UInt32:
                case TypeCode.Int64:
                    scalar = value.ToInt64(CultureInfo.InvariantCulture);
                    return true;
                case TypeCode.UInt64:
                    scalar = ToInt64(value.ToUInt64(CultureInfo.InvariantCulture));
                    return true;
                case TypeCode.Single:
                case TypeCode.Double:
                    scalar = value.ToDouble(CultureInfo.InvariantCulture);
                    return true;
                default:
                    scalar = default;
                    return false;
            }
        }

        /// <summary>The value as a boxed long, double, bool or Complex.</summary>
        internal object ToObject()
        {
            if (IsBool)
            {
                return bits != 0;
            }
            if (IsComplex)
            {
                return ToComplex();
            }
            return IsFloatingPoint ? (object)Real : bits;
        }

        /// <summary>The number or bool in a node.</summary>
        internal static unsafe Scalar Take(NativeValue* node)
        {
            switch ((NativeKind)node->Kind)
            {
                case NativeKind.Float:
                    return node->F;
                case NativeKind.Bool:
                    return node->I != 0;
                case NativeKind.Complex:
                    return new Complex(node->Complex[0], node->Complex[1]);
                default:
                    return node->I;
            }
        }

        /// <summary>Fills an argument node.</summary>
        internal unsafe void Put(NativeValue* node)
        {
            node->Kind = (int)(IsInteger ? NativeKind.Int : kind);
            node->Flags = 0;
            node->I = bits; // a double is stored at the same place
            if (IsComplex)
            {
                node->Complex[1] = imaginary;
            }
        }

        private static long ToInt64(ulong value) => value <= long.MaxValue ? (long)value : throw new OverflowException(
            $"The integer {value} is too large for TorchScript's int (at most {long.MaxValue}): pass a smaller one, or a double.");

        private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }
}
