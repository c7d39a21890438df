using TorchSharpPy.Tensors;

namespace TorchSharpPy.Optim
{
    /// <summary>libtorch's operators on lists of tensors: one call, and on a GPU few kernels, for all parameters.</summary>
    internal static class Foreach
    {
        /// <summary>Sums of tensors and of others times a factor.</summary>
        internal static TensorList Add(torch.Tensor[] tensors, torch.Tensor[] others, double factor) =>
            new TensorList(OperatorCall.Begin(ref Aten._foreach_add_List, "aten::_foreach_add", "List")
                .With(tensors).With(others).With(factor).Take<torch.Tensor[]>());

        /// <summary>Adds others times a factor.</summary>
        internal static void Add_(torch.Tensor[] tensors, torch.Tensor[] others, double factor) =>
            OperatorCall.Begin(ref Aten._foreach_add__List, "aten::_foreach_add_", "List").With(tensors).With(others).With(factor).Run();

        /// <summary>Adds a number.</summary>
        internal static void Add_(torch.Tensor[] tensors, double number) =>
            OperatorCall.Begin(ref Aten._foreach_add__Scalar, "aten::_foreach_add_", "Scalar").With(tensors).With(number).Run();

        /// <summary>Differences of tensors and of others times a factor.</summary>
        internal static TensorList Subtract(torch.Tensor[] tensors, torch.Tensor[] others, double factor) =>
            new TensorList(OperatorCall.Begin(ref Aten._foreach_sub_List, "aten::_foreach_sub", "List")
                .With(tensors).With(others).With(factor).Take<torch.Tensor[]>());

        /// <summary>Products.</summary>
        internal static TensorList Multiply(torch.Tensor[] tensors, torch.Tensor[] others) =>
            new TensorList(OperatorCall.Begin(ref Aten._foreach_mul_List, "aten::_foreach_mul", "List")
                .With(tensors).With(others).Take<torch.Tensor[]>());

        /// <summary>Multiplies by others.</summary>
        internal static void Multiply_(torch.Tensor[] tensors, torch.Tensor[] others) =>
            OperatorCall.Begin(ref Aten._foreach_mul__List, "aten::_foreach_mul_", "List").With(tensors).With(others).Run();

        /// <summary>Multiplies by a number.</summary>
        internal static void Multiply_(torch.Tensor[] tensors, double number) =>
            OperatorCall.Begin(ref Aten._foreach_mul__Scalar, "aten::_foreach_mul_", "Scalar").With(tensors).With(number).Run();

        /// <summary>Divides by others.</summary>
        internal static void Divide_(torch.Tensor[] tensors, torch.Tensor[] others) =>
            OperatorCall.Begin(ref Aten._foreach_div__List, "aten::_foreach_div_", "List").With(tensors).With(others).Run();

        /// <summary>Divides by a number.</summary>
        internal static void Divide_(torch.Tensor[] tensors, double number) =>
            OperatorCall.Begin(ref Aten._foreach_div__Scalar, "aten::_foreach_div_", "Scalar").With(tensors).With(number).Run();

        /// <summary>Moves toward others by a part of the way.</summary>
        internal static void Lerp_(torch.Tensor[] tensors, torch.Tensor[] others, double weight) =>
            OperatorCall.Begin(ref Aten._foreach_lerp__Scalar, "aten::_foreach_lerp_", "Scalar")
                .With(tensors).With(others).With(weight).Run();

        /// <summary>Sums of tensors and of products times a factor.</summary>
        internal static TensorList AddProduct(torch.Tensor[] tensors, torch.Tensor[] left, torch.Tensor[] right, double factor) =>
            new TensorList(OperatorCall.Begin(ref Aten._foreach_addcmul_Scalar, "aten::_foreach_addcmul", "Scalar")
                .With(tensors).With(left).With(right).With(factor).Take<torch.Tensor[]>());

        /// <summary>Adds products times a factor.</summary>
        internal static void AddProduct_(torch.Tensor[] tensors, torch.Tensor[] left, torch.Tensor[] right, double factor) =>
            OperatorCall.Begin(ref Aten._foreach_addcmul__Scalar, "aten::_foreach_addcmul_", "Scalar")
                .With(tensors).With(left).With(right).With(factor).Run();

        /// <summary>Adds quotients times a factor.</summary>
        internal static void AddQuotient_(torch.Tensor[] tensors, torch.Tensor[] left, torch.Tensor[] right, double factor) =>
            OperatorCall.Begin(ref Aten._foreach_addcdiv__Scalar, "aten::_foreach_addcdiv_", "Scalar")
                .With(tensors).With(left).With(right).With(factor).Run();

        /// <summary>Square roots.</summary>
        internal static TensorList Sqrt(torch.Tensor[] tensors) =>
            new TensorList(OperatorCall.Begin(ref Aten._foreach_sqrt, "aten::_foreach_sqrt", "").With(tensors).Take<torch.Tensor[]>());

        /// <summary>Takes square roots.</summary>
        internal static void Sqrt_(torch.Tensor[] tensors) =>
            OperatorCall.Begin(ref Aten._foreach_sqrt_, "aten::_foreach_sqrt_", "").With(tensors).Run();

        /// <summary>Absolute values.</summary>
        internal static TensorList Abs(torch.Tensor[] tensors) =>
            new TensorList(OperatorCall.Begin(ref Aten._foreach_abs, "aten::_foreach_abs", "").With(tensors).Take<torch.Tensor[]>());

        /// <summary>Negative tensors.</summary>
        internal static TensorList Negative(torch.Tensor[] tensors) =>
            new TensorList(OperatorCall.Begin(ref Aten._foreach_neg, "aten::_foreach_neg", "").With(tensors).Take<torch.Tensor[]>());

        /// <summary>Signs: -1, 0 or 1.</summary>
        internal static TensorList Sign(torch.Tensor[] tensors) =>
            new TensorList(OperatorCall.Begin(ref Aten._foreach_sign, "aten::_foreach_sign", "").With(tensors).Take<torch.Tensor[]>());

        /// <summary>Takes signs.</summary>
        internal static void Sign_(torch.Tensor[] tensors) =>
            OperatorCall.Begin(ref Aten._foreach_sign_, "aten::_foreach_sign_", "").With(tensors).Run();

        /// <summary>Sums of tensors and of a number.</summary>
        internal static TensorList AddNumber(torch.Tensor[] tensors, double number) =>
            new TensorList(OperatorCall.Begin(ref Aten._foreach_add_Scalar, "aten::_foreach_add", "Scalar")
                .With(tensors).With(number).Take<torch.Tensor[]>());

        /// <summary>Takes the greater of both.</summary>
        internal static void Maximum_(torch.Tensor[] tensors, torch.Tensor[] others) =>
            OperatorCall.Begin(ref Aten._foreach_maximum__List, "aten::_foreach_maximum_", "List").With(tensors).With(others).Run();

        /// <summary>Raises what is less than a number.</summary>
        internal static void AtLeast_(torch.Tensor[] tensors, double number) =>
            OperatorCall.Begin(ref Aten._foreach_clamp_min__Scalar, "aten::_foreach_clamp_min_", "Scalar")
                .With(tensors).With(number).Run();

        /// <summary>Lowers what is greater than a number.</summary>
        internal static void AtMost_(torch.Tensor[] tensors, double number) =>
            OperatorCall.Begin(ref Aten._foreach_clamp_max__Scalar, "aten::_foreach_clamp_max_", "Scalar")
                .With(tensors).With(number).Run();

        /// <summary>Copies others.</summary>
        internal static void Copy_(torch.Tensor[] tensors, torch.Tensor[] others) =>
            OperatorCall.Begin(ref Aten._foreach_copy_, "aten::_foreach_copy_", "").With(tensors).With(others).With(false).Run();

        /// <summary>Fills with zeros.</summary>
        internal static void Zero_(torch.Tensor[] tensors) =>
            OperatorCall.Begin(ref Aten._foreach_zero_, "aten::_foreach_zero_", "").With(tensors).Run();
    }
}
