using TorchSharpPy.Interop;

namespace TorchSharpPy.Tensors
{
    /// <summary>Operators that the library itself needs, as functions.</summary>
    internal static partial class Aten
    {
        /// <summary>The same tensor again, or a copy as another type or on another device.</summary>
        internal static torch.Tensor To(
            torch.Tensor tensor, torch.ScalarType? dtype, torch.Device? device, bool nonBlocking = false, bool copy = false) =>
            OperatorCall.Begin(ref to_dtype_layout, "aten::to", "dtype_layout")
                .With(tensor).With(dtype).WithNone().With(device).WithNone().With(nonBlocking).With(copy).Tensor();

        /// <summary>Whether one tensor's contents can become another's.</summary>
        internal static bool HasCompatibleData(torch.Tensor tensor, torch.Tensor data) =>
            OperatorCall.Begin(ref _has_compatible_shallow_copy_type, "aten::_has_compatible_shallow_copy_type", "")
                .With(tensor).With(data).Take<bool>();

        /// <summary>The elements that tensors of indices name; null stands for a whole dimension.</summary>
        internal static torch.Tensor Index(torch.Tensor tensor, torch.Tensor?[] indices) =>
            OperatorCall.Begin(ref index_Tensor, "aten::index", "Tensor").With(tensor).With(indices).Tensor();

        /// <summary>Overwrites the elements that tensors of indices name, or adds to them.</summary>
        internal static torch.Tensor IndexPut(torch.Tensor tensor, torch.Tensor?[] indices, torch.Tensor values, bool accumulate) =>
            OperatorCall.Begin(ref index_put_, "aten::index_put_", "")
                .With(tensor).With(indices).With(values).With(accumulate).Into(tensor);
    }
}
