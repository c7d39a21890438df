using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Whether a type is one of integers or Bool.</summary>
        public static bool is_integral(ScalarType type) =>
            type <= ScalarType.Int64 || type == ScalarType.Bool ||
            (type >= ScalarType.UInt16 && type <= ScalarType.UInt64);

        /// <summary>Whether a type is one of numbers that stand for others by a scale and an offset.</summary>
        public static bool is_quantized(ScalarType type) =>
            (type >= ScalarType.QInt8 && type <= ScalarType.QInt32) ||
            type == ScalarType.QUInt4x2 || type == ScalarType.QUInt2x4;

        /// <summary>Whether a type is one of floating-point numbers.</summary>
        public static bool is_floating_point(ScalarType type) =>
            (type >= ScalarType.Float16 && type <= ScalarType.Float64) || type == ScalarType.BFloat16 ||
            (type >= ScalarType.Float8E5M2 && type <= ScalarType.Float8E4M3FNUZ) ||
            type == ScalarType.Float8E8M0FNU || type == ScalarType.Float4E2M1FNX2;

        /// <summary>Whether a type is one of complex numbers.</summary>
        public static bool is_complex(ScalarType type) =>
            (type >= ScalarType.ComplexFloat16 && type <= ScalarType.ComplexFloat64) || type == ScalarType.ComplexBFloat16;

        /// <summary>Whether the elements are floating-point numbers.</summary>
        public static bool is_floating_point(Tensor input) => NotNull(input).is_floating_point();

        /// <summary>Whether the elements are complex numbers.</summary>
        public static bool is_complex(Tensor input) => NotNull(input).is_complex();

        /// <summary>Whether the elements are integers or bools.</summary>
        public static bool is_integral(Tensor input) => NotNull(input).is_integral();

        /// <summary>Whether an object is a tensor.</summary>
        public static bool is_tensor(object? value) => value is Tensor;

        /// <summary>The number of elements.</summary>
        public static long numel(Tensor input) => NotNull(input).numel();

        /// <summary>The type that operators convert elements of two types to.</summary>
        public static ScalarType promote_types(ScalarType type1, ScalarType type2)
        {
            using Tensor first = empty(new long[] { 0 }, type1, META);
            using Tensor second = empty(new long[] { 0 }, type2, META);
            return result_type(first, second);
        }

        /// <summary>Whether elements of a type may become another type in a result, by its kind.</summary>
        public static bool can_cast(ScalarType from, ScalarType to) =>
            !(is_complex(from) && !is_complex(to)) &&
            !(is_floating_point(from) && is_integral(to)) &&
            !(from != ScalarType.Bool && to == ScalarType.Bool);

        private static Tensor NotNull(Tensor? input) => input ?? throw new ArgumentNullException(nameof(input));
    }
}
