using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>long</c> as <c>int</c>.</summary>
    internal struct LongNumber : INumber<long, long>
    {
        /// <inheritdoc/>
        public SchemaKind Kind => SchemaKind.Int;

        /// <inheritdoc/>
        public NativeKind One => NativeKind.Int;

        /// <inheritdoc/>
        public NativeKind Many => NativeKind.IntList;

        /// <inheritdoc/>
        public long Widen(long value) => value;

        /// <inheritdoc/>
        public long Narrow(long value) => value;
    }

    /// <summary><c>int</c> as <c>int</c>; results are checked for their range.</summary>
    internal struct IntNumber : INumber<int, long>
    {
        /// <inheritdoc/>
        public SchemaKind Kind => SchemaKind.Int;

        /// <inheritdoc/>
        public NativeKind One => NativeKind.Int;

        /// <inheritdoc/>
        public NativeKind Many => NativeKind.IntList;

        /// <inheritdoc/>
        public long Widen(int value) => value;

        /// <inheritdoc/>
        public int Narrow(long value) => value == (int)value ? (int)value : throw OutOfRange(value);

        private static OverflowException OutOfRange(long value) => new OverflowException(
            FormattableString.Invariant($"TorchScript returned the int {value}, which does not fit a C# int: use long."));
    }

    /// <summary><c>double</c> as <c>float</c>.</summary>
    internal struct DoubleNumber : INumber<double, double>
    {
        /// <inheritdoc/>
        public SchemaKind Kind => SchemaKind.Float;

        /// <inheritdoc/>
        public NativeKind One => NativeKind.Float;

        /// <inheritdoc/>
        public NativeKind Many => NativeKind.FloatList;

        /// <inheritdoc/>
        public double Widen(double value) => value;

        /// <inheritdoc/>
        public double Narrow(double value) => value;
    }

    /// <summary><c>float</c> as <c>float</c>; results are rounded to single precision.</summary>
    internal struct SingleNumber : INumber<float, double>
    {
        /// <inheritdoc/>
        public SchemaKind Kind => SchemaKind.Float;

        /// <inheritdoc/>
        public NativeKind One => NativeKind.Float;

        /// <inheritdoc/>
        public NativeKind Many => NativeKind.FloatList;

        /// <inheritdoc/>
        public double Widen(float value) => value;

        /// <inheritdoc/>
        public float Narrow(double value) => (float)value;
    }
}
