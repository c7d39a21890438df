using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The number of dimensions.</summary>
            public long Dimensions => dim();

            /// <summary>The indices of the elements that a sparse tensor stores: a column for each.</summary>
            /// <exception cref="ScriptRuntimeException">The tensor is not sparse.</exception>
            public Tensor SparseIndices => OperatorCall.Begin(ref Aten._indices, "aten::_indices", "").With(this).Tensor();

            /// <summary>The elements that a sparse tensor stores.</summary>
            /// <exception cref="ScriptRuntimeException">The tensor is not sparse.</exception>
            public Tensor SparseValues => OperatorCall.Begin(ref Aten._values, "aten::_values", "").With(this).Tensor();

            /// <summary>A matrix of matrices along the diagonal, and zeros elsewhere.</summary>
            public static Tensor block_diag(params Tensor[] tensors) => torch.block_diag(tensors);

            /// <summary>Whether the elements are numbers that stand for others by a scale and an offset.</summary>
            public bool is_quantized() => torch.is_quantized(dtype);

            /// <summary>How many elements of the memory lie before the first one.</summary>
            public long storage_offset() =>
                OperatorCall.Begin(ref Aten.storage_offset, "aten::storage_offset", "").With(this).Take<long>();

            /// <summary>Sets whether autograd records what is computed from the tensor.</summary>
            /// <returns>This tensor.</returns>
            public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

            /// <summary>Makes the tensor share the memory, the size and the strides of another.</summary>
            /// <returns>This tensor.</returns>
            public Tensor set_(Tensor source) =>
                OperatorCall.Begin(ref Aten.set__source_Tensor, "aten::set_", "source_Tensor").With(this).With(source).Into(this);

            /// <summary>The indices of the elements that are not zero: a tensor for each dimension.</summary>
            public IList<Tensor> nonzero_as_list()
            {
                using Tensor rows = nonzero();
                return rows.unbind(1);
            }

            // As in TorchSharp, results that were not asked for are null, and not marked as nullable.
#nullable disable annotations

            /// <summary>The different elements, each once.</summary>
            /// <param name="sorted">Whether to sort them; they may be sorted anyway.</param>
            /// <param name="return_inverse">Whether to return where each element of the tensor is among them.</param>
            /// <param name="return_counts">Whether to return how often each occurs.</param>
            /// <param name="dim">The dimension whose different slices are wanted; the elements if it is null.</param>
            /// <returns>The elements, and the other results; those that were not asked for are null.</returns>
            public (Tensor output, Tensor inverse_indices, Tensor counts) unique(
                bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
            {
                (Tensor output, Tensor inverse, Tensor counts) = dim is int given
                    ? OperatorCall.Begin(ref Aten.unique_dim, "aten::unique_dim", "").With(this).With(given).With(sorted)
                        .With(return_inverse).With(return_counts).Take<(Tensor, Tensor, Tensor)>()
                    : OperatorCall.Begin(ref Aten._unique2, "aten::_unique2", "").With(this).With(sorted)
                        .With(return_inverse).With(return_counts).Take<(Tensor, Tensor, Tensor)>();
                return (output, OrNull(inverse, return_inverse), OrNull(counts, return_counts));
            }

            private static Tensor OrNull(Tensor result, bool wanted)
            {
                if (wanted)
                {
                    return result;
                }
                result.Dispose();
                return null;
            }

#nullable restore annotations

            /// <summary>The elements as nested lists of C# numbers: of <c>long</c>, <c>double</c>, <c>bool</c> or <c>Complex</c>.</summary>
            /// <returns>A list for each dimension, in the one before; a list of one number for a tensor without dimensions.</returns>
            public IList tolist()
            {
                using Tensor here = cpu();
                if (is_complex())
                {
                    return ToList<System.Numerics.Complex>(here, ScalarType.ComplexFloat64);
                }
                if (dtype == ScalarType.Bool)
                {
                    return ToList<bool>(here, ScalarType.Bool);
                }
                return is_integral() ? ToList<long>(here, ScalarType.Int64) : ToList<double>(here, ScalarType.Float64);
            }

            private static IList ToList<T>(Tensor tensor, ScalarType type)
                where T : unmanaged
            {
                using Tensor detached = tensor.detach();
                using Tensor plain = detached.is_quantized() ? detached.dequantize() : detached.detach();
                using Tensor dense = plain.Info.Layout == (byte)Layout.Strided ? plain.detach() : plain.to_dense();
                using Tensor converted = dense.to(type);
                long[] shape = converted.shape;
                return Nest(converted.data<T>().ToArray(), shape.Length == 0 ? new long[] { 1 } : shape, 0, 0, 1);
            }

            /// <summary>A list of one dimension and those within it.</summary>
            private static IList Nest<T>(T[] elements, long[] shape, int dimension, long first, long parts)
            {
                int count = checked((int)shape[dimension]);
                parts *= count;
                if (dimension == shape.Length - 1)
                {
                    return new ArraySegment<T>(elements, checked((int)first), count).ToList();
                }
                long step = parts == 0 ? 0 : elements.Length / parts;
                return Enumerable.Range(0, count)
                    .Select(i => (object)Nest(elements, shape, dimension + 1, first + (i * step), parts))
                    .ToList();
            }
        }
    }
}
