using System;
using System.Globalization;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    /// <summary>A number or truth value, as operators of libtorch take it.</summary>
    public readonly struct Scalar
    {
        private readonly NativeKind kind;
        private readonly long integer;
        private readonly double real;

        private Scalar(NativeKind kind, long integer, double real)
        {
            this.kind = kind;
            this.integer = integer;
            this.real = real;
        }

        /// <summary>Whether it is an integer.</summary>
        public bool IsInteger => !IsFloatingPoint && !IsBool; // a default(Scalar) is the integer 0

        /// <summary>Whether it is a floating-point number.</summary>
        public bool IsFloatingPoint => kind == NativeKind.Float;

        /// <summary>Whether it is a truth value.</summary>
        public bool IsBool => kind == NativeKind.Bool;

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(int value) => new Scalar(NativeKind.Int, value, 0);

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(long value) => new Scalar(NativeKind.Int, value, 0);

        // Without these the compiler would take an unsigned number for a floating-point one, or for ambiguous.

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(byte value) => new Scalar(NativeKind.Int, value, 0);

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(ushort value) => new Scalar(NativeKind.Int, value, 0);

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(uint value) => new Scalar(NativeKind.Int, value, 0);

        /// <summary>An integer.</summary>
        /// <exception cref="OverflowException">It is out of the range of long.</exception>
        public static implicit operator Scalar(ulong value) => new Scalar(NativeKind.Int, checked((long)value), 0);

        /// <summary>A floating-point number.</summary>
        public static implicit operator Scalar(float value) => new Scalar(NativeKind.Float, 0, value);

        /// <summary>A floating-point number.</summary>
        public static implicit operator Scalar(double value) => new Scalar(NativeKind.Float, 0, value);

        /// <summary>A truth value.</summary>
        public static implicit operator Scalar(bool value) => new Scalar(NativeKind.Bool, value ? 1 : 0, 0);

        /// <summary>The value as an integer; fractions are cut off, true is 1.</summary>
        public long ToInt64() => IsFloatingPoint ? checked((long)real) : integer;

        /// <summary>The value as a double; true is 1.</summary>
        public double ToDouble() => IsFloatingPoint ? real : integer;

        /// <summary>Whether the value is not zero.</summary>
        public bool ToBoolean() => IsFloatingPoint ? real != 0 : integer != 0;

        /// <summary>The value as C# and Python write numbers.</summary>
        public override string ToString()
        {
            if (IsBool)
            {
                return integer != 0 ? "True" : "False";
            }
            return IsFloatingPoint
                ? real.ToString("R", CultureInfo.InvariantCulture)
                : integer.ToString(CultureInfo.InvariantCulture);
        }

        /// <summary>Reads a boxed C# number or bool; false for anything else.</summary>
        internal static bool TryFrom(IConvertible value, out Scalar scalar)
        {
            switch (value.GetTypeCode())
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
                case TypeCode.UInt64:
                    scalar = value.ToInt64(CultureInfo.InvariantCulture);
                    return !(value is Enum);
                case TypeCode.Single:
                case TypeCode.Double:
                    scalar = value.ToDouble(CultureInfo.InvariantCulture);
                    return true;
                default:
                    scalar = default;
                    return false;
            }
        }

        /// <summary>The value as a boxed long, double or bool.</summary>
        internal object ToObject()
        {
            if (IsBool)
            {
                return integer != 0;
            }
            return IsFloatingPoint ? (object)real : integer;
        }

        /// <summary>Fills an argument node.</summary>
        internal unsafe void Put(NativeValue* node)
        {
            node->Kind = (int)(IsInteger ? NativeKind.Int : kind);
            node->Flags = 0;
            if (IsFloatingPoint)
            {
                node->F = real;
            }
            else
            {
                node->I = integer;
            }
        }
    }
}
