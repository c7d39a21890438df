using System;
using System.Collections.Generic;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Printing
{
    /// <summary>What a tensor that is not simply dense consists of.</summary>
    internal static class StoredTensor
    {
        private static IntPtr indices;
        private static IntPtr values;
        private static IntPtr count;
        private static IntPtr scheme;

        /// <summary>Whether a layout stores indices and values.</summary>
        internal static bool IsSparse(torch.Layout layout) =>
            layout == torch.Layout.Sparse || layout == torch.Layout.SparseCsr || layout == torch.Layout.SparseCsc ||
            layout == torch.Layout.SparseBsr || layout == torch.Layout.SparseBsc;

        /// <summary>The tensors of indices and values of a sparse tensor, with PyTorch's names. The caller disposes them.</summary>
        internal static IReadOnlyList<(string Name, torch.Tensor Part)> Parts(torch.Tensor tensor)
        {
            using torch.Tensor plain = tensor.detach();
            switch (plain.Layout)
            {
                case torch.Layout.Sparse:
                    return new[]
                    {
                        ("indices", OperatorCall.Begin(ref indices, "aten::_indices", "").With(plain).Tensor()),
                        ("values", OperatorCall.Begin(ref values, "aten::_values", "").With(plain).Tensor()),
                    };
                case torch.Layout.SparseCsr:
                case torch.Layout.SparseBsr:
                    return new[]
                    {
                        ("crow_indices", plain.crow_indices()), ("col_indices", plain.col_indices()), ("values", plain.values()),
                    };
                default:
                    return new[]
                    {
                        ("ccol_indices", plain.ccol_indices()), ("row_indices", plain.row_indices()), ("values", plain.values()),
                    };
            }
        }

        /// <summary>How many elements a sparse tensor stores.</summary>
        internal static long CountOf(torch.Tensor tensor) =>
            OperatorCall.Begin(ref count, "aten::_nnz", "").With(tensor).Take<long>();

        /// <summary>libtorch's number of the scheme of a quantized tensor.</summary>
        internal static long SchemeOf(torch.Tensor tensor) =>
            OperatorCall.Begin(ref scheme, "aten::qscheme", "").With(tensor).Take<long>();
    }
}
