using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The limits of the default element type.</summary>
        public static FInfo finfo() => finfo(get_default_dtype());

        /// <summary>The limits of a floating-point type; those of the parts of a complex one.</summary>
        /// <exception cref="ArgumentException">The type is not one of floating-point or complex numbers.</exception>
        public static FInfo finfo(ScalarType dtype)
        {
            switch (dtype)
            {
                case ScalarType.Float64:
                case ScalarType.ComplexFloat64:
                    return FInfo.Of(64, 52, 1023, 1e-15);
                case ScalarType.Float32:
                case ScalarType.ComplexFloat32:
                    return FInfo.Of(32, 23, 127, 1e-6);
                case ScalarType.Float16:
                case ScalarType.ComplexFloat16:
                    return FInfo.Of(16, 10, 15, 1e-3);
                case ScalarType.BFloat16:
                case ScalarType.ComplexBFloat16:
                    return FInfo.Of(16, 7, 127, 1e-2);
                default:
                    throw new ArgumentException($"Expected a floating-point type, not {dtype}: call iinfo for integers.", nameof(dtype));
            }
        }

        /// <summary>The limits of an integer type.</summary>
        /// <exception cref="ArgumentException">The type is not one of integers.</exception>
        public static IInfo iinfo(ScalarType dtype) => dtype switch
        {
            ScalarType.Byte => new IInfo(8, 0, byte.MaxValue),
            ScalarType.Int8 => new IInfo(8, sbyte.MinValue, sbyte.MaxValue),
            ScalarType.Int16 => new IInfo(16, short.MinValue, short.MaxValue),
            ScalarType.Int32 => new IInfo(32, int.MinValue, int.MaxValue),
            ScalarType.Int64 => new IInfo(64, long.MinValue, long.MaxValue),
            ScalarType.UInt16 => new IInfo(16, 0, ushort.MaxValue),
            ScalarType.UInt32 => new IInfo(32, 0, uint.MaxValue),
            _ => throw new ArgumentException($"Expected an integer type of at most 64 bits with sign, not {dtype}.", nameof(dtype)),
        };

        /// <summary>The greatest number of an integer type.</summary>
        /// <exception cref="ArgumentException">The type is not one of integers.</exception>
        public static long max_int_value(ScalarType type) => iinfo(type).max;

        /// <summary>The limits of a floating-point type.</summary>
        public readonly struct FInfo
        {
            /// <summary>The size of a number in bits.</summary>
            public readonly int bits;

            /// <summary>The distance of 1 from the next greater number.</summary>
            public readonly double eps;

            /// <summary>The greatest number.</summary>
            public readonly double max;

            /// <summary>The least number: minus the greatest.</summary>
            public readonly double min;

            /// <summary>The smallest positive number with all its digits.</summary>
            public readonly double tiny;

            /// <summary>The smallest positive number with all its digits.</summary>
            public readonly double smallest_normal;

            /// <summary>The power of ten that the decimal digits are exact to.</summary>
            public readonly double resolution;

            private FInfo(int bits, double eps, double max, double tiny, double resolution)
            {
                this.bits = bits;
                this.eps = eps;
                this.max = max;
                min = -max;
                this.tiny = smallest_normal = tiny;
                this.resolution = resolution;
            }

            /// <summary>By the bits of the fraction and the greatest exponent.</summary>
            internal static FInfo Of(int bits, int fraction, int exponent, double resolution)
            {
                double eps = Math.Pow(2, -fraction);
                return new FInfo(bits, eps, (2 - eps) * Math.Pow(2, exponent), Math.Pow(2, 1 - exponent), resolution);
            }
        }

        /// <summary>The limits of an integer type.</summary>
        public readonly struct IInfo
        {
            /// <summary>The size of a number in bits.</summary>
            public readonly int bits;

            /// <summary>The least number.</summary>
            public readonly long min;

            /// <summary>The greatest number.</summary>
            public readonly long max;

            internal IInfo(int bits, long min, long max)
            {
                this.bits = bits;
                this.min = min;
                this.max = max;
            }
        }
    }
}
