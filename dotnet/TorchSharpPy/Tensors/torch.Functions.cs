using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The versions of libtorch and of this library's native core, in one line.</summary>
        public static unsafe string BuildInfo
        {
            get
            {
                NativeLibraryLoader.EnsureLoaded();
                NativeText text;
                NativeMethods.tsp_build_info(&text);
                return Utf8.Read(text);
            }
        }

        /// <summary>Adds element by element; shapes broadcast.</summary>
        public static Tensor add(Tensor left, Tensor right) => left + right;

        /// <summary>Adds a number to every element.</summary>
        public static Tensor add(Tensor left, Scalar right) => left + right;

        /// <summary>Subtracts element by element; shapes broadcast.</summary>
        public static Tensor sub(Tensor left, Tensor right) => left - right;

        /// <summary>Subtracts a number from every element.</summary>
        public static Tensor sub(Tensor left, Scalar right) => left - right;

        /// <summary>Multiplies element by element; shapes broadcast.</summary>
        public static Tensor mul(Tensor left, Tensor right) => left * right;

        /// <summary>Multiplies every element by a number.</summary>
        public static Tensor mul(Tensor left, Scalar right) => left * right;

        /// <summary>Divides element by element; shapes broadcast. The result of integers is floating point.</summary>
        public static Tensor div(Tensor left, Tensor right) => left / right;

        /// <summary>Divides every element by a number. The result of integers is floating point.</summary>
        public static Tensor div(Tensor left, Scalar right) => left / right;

        /// <summary>The matrix product; [..., n, k] times [..., k, m] is [..., n, m].</summary>
        /// <exception cref="ScriptRuntimeException">The shapes do not match.</exception>
        public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);

        /// <summary>The product of two matrices; [n, k] times [k, m] is [n, m].</summary>
        /// <exception cref="ScriptRuntimeException">The shapes do not match.</exception>
        public static Tensor mm(Tensor input, Tensor target) => input.mm(target);

        /// <summary>Replaces negative elements by 0.</summary>
        public static Tensor relu(Tensor input) => input.relu();

        /// <summary>The sum of all elements, as a tensor without dimensions.</summary>
        public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);

        /// <summary>The mean of all elements, as a tensor without dimensions.</summary>
        public static Tensor mean(Tensor input) => input.mean();

        /// <summary>Exponentials that add up to 1 along a dimension.</summary>
        /// <param name="input">The tensor.</param>
        /// <param name="dim">The dimension; negative ones count from the end.</param>
        /// <param name="dtype">The type to compute in.</param>
        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

        /// <summary>The logarithm of <see cref="softmax"/>, exact for small probabilities too.</summary>
        /// <param name="input">The tensor.</param>
        /// <param name="dim">The dimension; negative ones count from the end.</param>
        /// <param name="dtype">The type to compute in.</param>
        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);

        /// <summary>The index of the largest element, as a tensor of Int64.</summary>
        /// <param name="input">The tensor.</param>
        /// <param name="dim">The dimension to search along; by default all elements, with an index in row-major order.</param>
        /// <param name="keepdim">Whether to keep the dimension, with size 1.</param>
        public static Tensor argmax(Tensor input, long? dim = null, bool keepdim = false) => input.argmax(dim, keepdim);

        /// <summary>Whether each pair of elements differs by at most <c>atol + rtol * |right|</c>.</summary>
        /// <param name="left">A tensor.</param>
        /// <param name="right">A tensor of the same type, whose shape broadcasts with the other's.</param>
        /// <param name="rtol">The relative tolerance.</param>
        /// <param name="atol">The absolute tolerance.</param>
        /// <param name="equal_nan">Whether two NaN count as equal.</param>
        public static bool allclose(Tensor left, Tensor right, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            left.allclose(right, rtol, atol, equal_nan);

        /// <summary>Whether the shape and all elements are equal.</summary>
        public static bool equal(Tensor left, Tensor right) => left.equal(right);
    }
}
