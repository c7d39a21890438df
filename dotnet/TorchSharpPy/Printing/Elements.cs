using System;
using System.Linq;
using System.Numerics;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Printing
{
    /// <summary>The elements of a dense tensor that are printed, in row-major order, and which dimensions are shortened.</summary>
    internal sealed class Elements
    {
        private Elements(torch.Tensor tensor, long[] shape, PrintOptions options)
        {
            Type = tensor.dtype;
            Count = tensor.NumberOfElements;
            Shape = shape;
            Edges = shape.Select((size, dim) => Edge(size, dim == shape.Length - 1, options)).ToArray();
            Sizes = shape.Select((size, dim) => Edges[dim] == 0 ? checked((int)size) : 2 * Edges[dim]).ToArray();
        }

        /// <summary>The type of the elements; that of a quantized tensor's numbers is a floating-point type.</summary>
        internal torch.ScalarType Type { get; }

        /// <summary>How many the tensor has.</summary>
        internal long Count { get; }

        /// <summary>The sizes of the tensor.</summary>
        internal long[] Shape { get; }

        /// <summary>How many of each dimension are printed.</summary>
        internal int[] Sizes { get; }

        /// <summary>How many at each end of a dimension are printed; 0 stands for all.</summary>
        internal int[] Edges { get; }

        /// <summary>Floating-point numbers, or the real parts of complex ones.</summary>
        internal double[] Real { get; private set; } = Array.Empty<double>();

        /// <summary>The imaginary parts.</summary>
        internal double[] Imaginary { get; private set; } = Array.Empty<double>();

        /// <summary>Integers, also unsigned ones, and bools, which are 0 or 1.</summary>
        internal long[] Whole { get; private set; } = Array.Empty<long>();

        internal bool IsComplex => torch.is_complex(Type);

        internal bool IsFloatingPoint => torch.is_floating_point(Type);

        internal bool IsBool => Type == torch.ScalarType.Bool;

        /// <summary>Reads what is printed, and nothing else, if the tensor is not quantized.</summary>
        internal static Elements Read(torch.Tensor tensor, PrintOptions options)
        {
            using torch.Tensor dense = Dense(tensor);
            var elements = new Elements(dense, dense.shape, options);
            if (elements.Count > 0)
            {
                elements.Fill(dense);
            }
            return elements;
        }

        /// <summary>The position in the whole dimension of an item that is printed.</summary>
        internal long IndexOf(int dim, int item) =>
            Edges[dim] == 0 || item < Edges[dim] ? item : Shape[dim] - Sizes[dim] + item;

        private static torch.Tensor Dense(torch.Tensor tensor)
        {
            using torch.Tensor detached = tensor.detach();
            if (torch.is_quantized(detached.dtype))
            {
                return detached.dequantize();
            }
            if (TorchNames.IsRaw(detached.dtype))
            {
                return Raw(detached);
            }
            return detached.Layout == torch.Layout.Strided ? detached.detach() : detached.to_dense();
        }

        /// <summary>The bytes of elements that libtorch has no operators for; with a point where PyTorch prints one.</summary>
        private static torch.Tensor Raw(torch.Tensor tensor)
        {
            torch.Tensor bits = tensor.view(tensor.ElementSize == 2 ? torch.ScalarType.UInt16 : torch.ScalarType.Byte);
            return TorchNames.Of(tensor.dtype).Contains("float") ? bits.to(torch.ScalarType.Float32, disposeAfter: true) : bits;
        }

        private int Edge(long size, bool isLast, PrintOptions options)
        {
            int? most = isLast ? options.MaxColumns : options.MaxRows;
            int edge = most.HasValue ? Math.Max(1, most.Value / 2) : options.EdgeItems;
            long limit = most ?? (Count > options.Threshold ? 2L * edge : long.MaxValue);
            return size > limit && size > 2L * edge ? edge : 0;
        }

        private void Fill(torch.Tensor dense)
        {
            torch.ScalarType read = IsComplex ? torch.ScalarType.ComplexFloat64
                : IsFloatingPoint ? torch.ScalarType.Float64 : torch.ScalarType.Int64;
            using torch.Tensor kept = Gather(dense, 0, read);
            if (IsComplex)
            {
                Complex[] all = Items<Complex>(kept);
                Real = all.Select(item => item.Real).ToArray();
                Imaginary = all.Select(item => item.Imaginary).ToArray();
            }
            else if (IsFloatingPoint)
            {
                Real = Items<double>(kept);
            }
            else
            {
                Whole = Items<long>(kept);
            }
        }

        private static T[] Items<T>(torch.Tensor tensor)
            where T : unmanaged
        {
            using Utils.TensorAccessor<T> items = tensor.data<T>();
            return items.ToArray();
        }

        /// <summary>The ends of the shortened dimensions, by slicing.</summary>
        private torch.Tensor Gather(torch.Tensor tensor, int dim, torch.ScalarType read)
        {
            if (dim == Edges.Length)
            {
                return tensor.to(read, torch.CPU);
            }
            int edge = Edges[dim];
            if (edge == 0)
            {
                return Gather(tensor, dim + 1, read);
            }
            using torch.Tensor first = tensor.narrow(dim, 0, edge);
            using torch.Tensor last = tensor.narrow(dim, tensor.shape[dim] - edge, edge);
            using torch.Tensor head = Gather(first, dim + 1, read);
            using torch.Tensor tail = Gather(last, dim + 1, read);
            return torch.cat(new[] { head, tail }, dim);
        }
    }
}
