using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Settings;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The version of libtorch, such as <c>"2.9.1"</c>.</summary>
        public static string __version__ => BuildInfo.Substring(BuildInfo.LastIndexOf(' ') + 1);

        /// <summary>Whether libtorch was built with the C++11 form of the standard library's types.</summary>
        public static bool compiled_with_cxx11_abi() => Setting.Get<bool>("cxx11_abi");

        /// <summary>Throws if a condition is false.</summary>
        /// <param name="condition">The condition.</param>
        /// <param name="message">The message of the exception.</param>
        /// <exception cref="InvalidOperationException">The condition is false.</exception>
        public static void _assert(bool condition, string message)
        {
            if (!condition)
            {
                throw new InvalidOperationException(message);
            }
        }

        /// <summary>Throws if a condition is false.</summary>
        /// <param name="condition">The condition.</param>
        /// <param name="message">The message of the exception.</param>
        /// <exception cref="InvalidOperationException">The condition is false.</exception>
        public static void _assert(Func<bool> condition, string message) =>
            _assert((condition ?? throw new ArgumentNullException(nameof(condition)))(), message);

        /// <summary>The tensor with elements of the type Bool.</summary>
        public static Tensor BoolTensor(Tensor t) => NotNull(t).to(ScalarType.Bool);

        /// <summary>The tensor with elements of the type Byte.</summary>
        public static Tensor ByteTensor(Tensor t) => NotNull(t).to(ScalarType.Byte);

        /// <summary>The tensor with elements of the type Float64.</summary>
        public static Tensor DoubleTensor(Tensor t) => NotNull(t).to(ScalarType.Float64);

        /// <summary>The tensor with elements of the type Float32.</summary>
        public static Tensor FloatTensor(Tensor t) => NotNull(t).to(ScalarType.Float32);

        /// <summary>The tensor with elements of the type Int32.</summary>
        public static Tensor IntTensor(Tensor t) => NotNull(t).to(ScalarType.Int32);

        /// <summary>The tensor with elements of the type Int64.</summary>
        public static Tensor LongTensor(Tensor t) => NotNull(t).to(ScalarType.Int64);

        /// <summary>The tensor with elements of the type Int16.</summary>
        public static Tensor ShortTensor(Tensor t) => NotNull(t).to(ScalarType.Int16);

        /// <summary>The tensor again, or a copy with another element type or on another device.</summary>
        /// <param name="data">The tensor.</param>
        /// <param name="dtype">The element type; the tensor's by default.</param>
        /// <param name="device">The device; the tensor's by default, or the default device if that was set.</param>
        public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
            Aten.To(NotNull(data), dtype, device ?? ChosenDevice);

        /// <summary>A tensor over an array, without a copy unless a type or device asks for one.</summary>
        /// <typeparam name="T">A number type or bool, which is the element type unless dtype is given.</typeparam>
        /// <param name="data">The elements. The array is pinned while the tensor lives.</param>
        /// <param name="dtype">The element type to convert to.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        public static Tensor as_tensor<T>(T[] data, ScalarType? dtype = null, Device? device = null)
            where T : unmanaged => from_array(data, dtype, device ?? ChosenDevice);

        /// <summary>A tensor of one dimension with a copy of the elements.</summary>
        /// <typeparam name="T">A number type or bool, which is the element type unless dtype is given.</typeparam>
        /// <param name="data">The elements.</param>
        /// <param name="dtype">The element type to convert to.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        public static Tensor as_tensor<T>(IList<T> data, ScalarType? dtype = null, Device? device = null)
            where T : unmanaged => tensor(Given(data), new long[] { data.Count }, dtype, device);

        /// <summary>A tensor over an array of any rank, without a copy unless a type or device asks for one.</summary>
        /// <param name="data">An array such as <c>float[,]</c>, of a number type or bool. It is pinned while the tensor lives.</param>
        /// <param name="dtype">The element type to convert to.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) =>
            from_array(data, dtype, device ?? ChosenDevice);

        /// <summary>The shape that tensors of these shapes get when an operator takes them together.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
        public static long[] broadcast_shapes(params long[][] shapes)
        {
            var result = new long[Given(shapes).Select(shape => Given(shape).Length).DefaultIfEmpty().Max()];
            Array.Fill(result, 1);
            foreach (long[] shape in shapes)
            {
                int missing = result.Length - shape.Length;
                for (int i = 0; i < shape.Length; i++)
                {
                    ref long size = ref result[missing + i];
                    bool fits = shape[i] >= 0 && (shape[i] == 1 || size == 1 || shape[i] == size);
                    size = !fits
                        ? throw new ArgumentException(
                            "The shapes do not fit together: " + string.Join(", ", shapes.Select(one => new Size(one))), nameof(shapes))
                        : size == 1 ? shape[i] : size;
                }
            }
            return result;
        }

        /// <summary>The index in each dimension, from indices into the flattened tensor.</summary>
        /// <param name="indices">Integers from 0 to the product of the shape, of any shape.</param>
        /// <param name="shape">The shape of the tensor that the indices point into.</param>
        /// <returns>For each dimension a tensor with the shape of the indices, of the type Int64.</returns>
        /// <exception cref="TorchTypeException">The indices are not integers.</exception>
        /// <exception cref="ArgumentException">A size is negative.</exception>
        public static Tensor[] unravel_index(Tensor indices, IntList shape)
        {
            if (!NotNull(indices).is_integral())
            {
                throw new TorchTypeException($"unravel_index(): expected indices that are integers, not {indices.dtype}");
            }
            long[] sizes = shape.ToArray();
            if (sizes.Any(size => size < 0))
            {
                throw new ArgumentException($"Expected sizes that are not negative, got {new Size(sizes)}.", nameof(shape));
            }
            var places = new Tensor[sizes.Length];
            long below = 1;
            using Tensor wide = Aten.To(indices, ScalarType.Int64, null);
            for (int i = sizes.Length - 1; i >= 0; i--)
            {
                using Tensor whole = wide.floor_divide(below);
                places[i] = whole.remainder(sizes[i]);
                below *= sizes[i];
            }
            return places;
        }

        /// <summary>A sparse tensor: the elements that are not zero, and where they are.</summary>
        /// <param name="indices">A column of indices for each element, as Int64.</param>
        /// <param name="values">The elements.</param>
        /// <param name="size">The size of the tensor.</param>
        /// <param name="dtype">The element type; that of the values by default.</param>
        /// <param name="device">The device; that of the values by default, or the default device if that was set.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="ScriptRuntimeException">The indices do not fit the values or the size.</exception>
        public static Tensor sparse_coo_tensor(
            Tensor indices, Tensor values, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            using Tensor elements = Aten.To(NotNull(values), dtype, device ?? ChosenDevice);
            using Tensor places = Aten.To(NotNull(indices), null, elements.device);
            OperatorCall.Begin(ref Aten._validate_sparse_coo_tensor_args, "aten::_validate_sparse_coo_tensor_args", "")
                .With(places).With(elements).With(Given(size)).WithNone().WithNone().Run(); // later operators trust the indices
            return Recorded(
                OperatorCall.Begin(ref Aten.sparse_coo_tensor_indices_size, "aten::sparse_coo_tensor", "indices_size")
                    .With(places).With(elements).With(size).WithNone().WithNone().WithNone().WithNone().WithNone().Tensor(),
                requires_grad);
        }

        /// <inheritdoc cref="sparse_coo_tensor"/>
        public static Tensor sparse(
            Tensor indices, Tensor values, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            sparse_coo_tensor(indices, values, size, dtype, device, requires_grad);

        // As in TorchSharp, results that were not asked for are null, and not marked as nullable.
#nullable disable annotations

        /// <inheritdoc cref="Tensor.unique"/>
        public static (Tensor output, Tensor inverse_indices, Tensor counts) unique(
            Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            NotNull(input).unique(sorted, return_inverse, return_counts, dim);

        /// <summary>The LU decomposition of matrices, packed in one.</summary>
        /// <param name="A">The matrices.</param>
        /// <param name="pivot">Whether to exchange rows, which is more exact. The CPU cannot do without.</param>
        /// <param name="get_infos">Whether to return for each matrix whether it was decomposed.</param>
        /// <returns>
        /// The factors; the rows exchanged; and if asked for, 0 for each matrix that was decomposed. A singular matrix is no error.
        /// </returns>
        public static (Tensor A_LU, Tensor pivots, Tensor infos) lu(Tensor A, bool pivot = true, bool get_infos = false)
        {
            (Tensor factors, Tensor pivots, Tensor infos) = linalg.lu_factor_ex(A, pivot, check_errors: false);
            if (!get_infos)
            {
                infos.Dispose();
                infos = null;
            }
            return (factors, pivots, infos);
        }

#nullable restore annotations
    }
}
