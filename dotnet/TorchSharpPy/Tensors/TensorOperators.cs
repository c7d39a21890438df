namespace TorchSharpPy.Tensors
{
    /// <summary>libtorch's operators that <see cref="torch.Tensor"/> uses.</summary>
    internal static class TensorOperators
    {
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, torch.Tensor> AddTensor = Binary("add", "Tensor");
        internal static readonly AtenOperator<torch.Tensor, Scalar, torch.Tensor> AddScalar = WithScalar("add");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, torch.Tensor> SubTensor = Binary("sub", "Tensor");
        internal static readonly AtenOperator<torch.Tensor, Scalar, torch.Tensor> SubScalar = WithScalar("sub");
        internal static readonly AtenOperator<torch.Tensor, Scalar, torch.Tensor> RsubScalar = WithScalar("rsub");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, torch.Tensor> MulTensor = Binary("mul", "Tensor");
        internal static readonly AtenOperator<torch.Tensor, Scalar, torch.Tensor> MulScalar = WithScalar("mul");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, torch.Tensor> DivTensor = Binary("div", "Tensor");
        internal static readonly AtenOperator<torch.Tensor, Scalar, torch.Tensor> DivScalar = WithScalar("div");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, torch.Tensor> Matmul = Binary("matmul");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, torch.Tensor> Mm = Binary("mm");

        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Neg = Unary("neg");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Reciprocal = Unary("reciprocal");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Relu = Unary("relu");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Abs = Unary("abs");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Exp = Unary("exp");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Sigmoid = Unary("sigmoid");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Detach = Unary("detach");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> DetachInPlace = Unary("detach_");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> ZeroInPlace = Unary("zero_");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Clone = Unary("clone");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Contiguous = Unary("contiguous");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> ResolveConj = Unary("resolve_conj");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> ResolveNeg = Unary("resolve_neg");
        internal static readonly AtenOperator<torch.Tensor, torch.Tensor> Transpose = Unary("t");

        internal static readonly AtenOperator<torch.Tensor, torch.ScalarType?, torch.Tensor> Sum =
            new AtenOperator<torch.Tensor, torch.ScalarType?, torch.Tensor>("aten::sum");

        internal static readonly AtenOperator<torch.Tensor, long[], bool, torch.ScalarType?, torch.Tensor> SumDimensions =
            new AtenOperator<torch.Tensor, long[], bool, torch.ScalarType?, torch.Tensor>("aten::sum", "dim_IntList");

        internal static readonly AtenOperator<torch.Tensor, torch.ScalarType?, torch.Tensor> Mean =
            new AtenOperator<torch.Tensor, torch.ScalarType?, torch.Tensor>("aten::mean");

        internal static readonly AtenOperator<torch.Tensor, long[], bool, torch.ScalarType?, torch.Tensor> MeanDimensions =
            new AtenOperator<torch.Tensor, long[], bool, torch.ScalarType?, torch.Tensor>("aten::mean", "dim");

        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, double, double, bool, bool> Allclose =
            new AtenOperator<torch.Tensor, torch.Tensor, double, double, bool, bool>("aten::allclose");

        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, bool> Equal =
            new AtenOperator<torch.Tensor, torch.Tensor, bool>("aten::equal");

        internal static readonly AtenOperator<torch.Tensor, Scalar> Item =
            new AtenOperator<torch.Tensor, Scalar>("aten::item");

        internal static readonly AtenOperator<torch.Tensor, long[], torch.Tensor> Reshape =
            new AtenOperator<torch.Tensor, long[], torch.Tensor>("aten::reshape");

        internal static readonly AtenOperator<torch.Tensor, long[], torch.Tensor> View =
            new AtenOperator<torch.Tensor, long[], torch.Tensor>("aten::view");

        internal static readonly AtenOperator<torch.Tensor, long, long, torch.Tensor> Transpose2 =
            new AtenOperator<torch.Tensor, long, long, torch.Tensor>("aten::transpose", "int");

        internal static readonly AtenOperator<torch.Tensor, long, torch.Tensor> Unsqueeze =
            new AtenOperator<torch.Tensor, long, torch.Tensor>("aten::unsqueeze");

        internal static readonly AtenOperator<torch.Tensor, long, long, torch.Tensor> Select =
            new AtenOperator<torch.Tensor, long, long, torch.Tensor>("aten::select", "int");

        internal static readonly AtenOperator<torch.Tensor, bool> IsFloatingPoint =
            new AtenOperator<torch.Tensor, bool>("aten::is_floating_point");

        internal static readonly AtenOperator<torch.Tensor, bool> IsComplex =
            new AtenOperator<torch.Tensor, bool>("aten::is_complex");

        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, bool> HasCompatibleData =
            new AtenOperator<torch.Tensor, torch.Tensor, bool>("aten::_has_compatible_shallow_copy_type");

        internal static readonly AtenOperator<torch.Tensor, torch.Tensor, bool, torch.Tensor> CopyInPlace =
            new AtenOperator<torch.Tensor, torch.Tensor, bool, torch.Tensor>("aten::copy_");

        /// <summary>Arguments: tensor, dtype, layout (always null), device.</summary>
        internal static readonly AtenOperator<torch.Tensor, torch.ScalarType?, object?, torch.Device?, torch.Tensor> To =
            new AtenOperator<torch.Tensor, torch.ScalarType?, object?, torch.Device?, torch.Tensor>("aten::to", "dtype_layout");

        /// <summary>Arguments: tensor, dtype, layout (always null), device, pin_memory (always null), non_blocking.</summary>
        internal static readonly AtenOperator<torch.Tensor, torch.ScalarType?, object?, torch.Device?, bool?, bool, torch.Tensor>
            ToWithoutWaiting =
                new AtenOperator<torch.Tensor, torch.ScalarType?, object?, torch.Device?, bool?, bool, torch.Tensor>(
                    "aten::to", "dtype_layout");

        private static AtenOperator<torch.Tensor, torch.Tensor> Unary(string name) =>
            new AtenOperator<torch.Tensor, torch.Tensor>("aten::" + name);

        private static AtenOperator<torch.Tensor, torch.Tensor, torch.Tensor> Binary(string name, string overload = "") =>
            new AtenOperator<torch.Tensor, torch.Tensor, torch.Tensor>("aten::" + name, overload);

        private static AtenOperator<torch.Tensor, Scalar, torch.Tensor> WithScalar(string name) =>
            new AtenOperator<torch.Tensor, Scalar, torch.Tensor>("aten::" + name, "Scalar");
    }
}
