using Device = TorchSharpPy.torch.Device;
using Generator = TorchSharpPy.torch.Generator;
using ScalarType = TorchSharpPy.torch.ScalarType;
using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Tensors
{
    /// <summary>libtorch's operators for training, in addition to <see cref="TensorOperators"/>.</summary>
    internal static class TrainingOperators
    {
        internal static readonly AtenOperator<Tensor, long, ScalarType?, Tensor> Softmax = AlongDimension("softmax");
        internal static readonly AtenOperator<Tensor, long, ScalarType?, Tensor> LogSoftmax = AlongDimension("log_softmax");

        internal static readonly AtenOperator<Tensor, Tensor> Tanh = Unary("tanh");
        internal static readonly AtenOperator<Tensor, Tensor> Log = Unary("log");
        internal static readonly AtenOperator<Tensor, Tensor> Sqrt = Unary("sqrt");
        internal static readonly AtenOperator<Tensor, Tensor> Square = Unary("square");

        internal static readonly AtenOperator<Tensor, Scalar, Tensor> Pow =
            new AtenOperator<Tensor, Scalar, Tensor>("aten::pow", "Tensor_Scalar");

        internal static readonly AtenOperator<Tensor, Scalar, Tensor> Fill =
            new AtenOperator<Tensor, Scalar, Tensor>("aten::fill_", "Scalar");

        internal static readonly AtenOperator<Tensor, Tensor, Tensor> EqualElements =
            new AtenOperator<Tensor, Tensor, Tensor>("aten::eq", "Tensor");

        internal static readonly AtenOperator<Tensor, long?, bool, Tensor> Argmax =
            new AtenOperator<Tensor, long?, bool, Tensor>("aten::argmax");

        internal static readonly AtenOperator<Tensor, long, Tensor, Tensor> IndexSelect =
            new AtenOperator<Tensor, long, Tensor, Tensor>("aten::index_select");

        internal static readonly AtenOperator<Tensor, long, long, long, Tensor> Narrow =
            new AtenOperator<Tensor, long, long, long, Tensor>("aten::narrow");

        /// <summary>Arguments: count, generator, dtype, layout (always null), device.</summary>
        internal static readonly AtenOperator<long, Generator?, ScalarType?, object?, Device?, Tensor> Randperm =
            new AtenOperator<long, Generator?, ScalarType?, object?, Device?, Tensor>("aten::randperm", "generator");

        /// <summary>Arguments: low, high, size, generator, dtype, layout (always null), device.</summary>
        internal static readonly AtenOperator<long, long, long[], Generator?, ScalarType?, object?, Device?, Tensor> Randint =
            new AtenOperator<long, long, long[], Generator?, ScalarType?, object?, Device?, Tensor>(
                "aten::randint", "low_generator");

        /// <summary>Fills a tensor of integers with random values.</summary>
        internal static readonly AtenOperator<Tensor, Generator?, Tensor> Random =
            new AtenOperator<Tensor, Generator?, Tensor>("aten::random_");

        private static AtenOperator<Tensor, Tensor> Unary(string name) =>
            new AtenOperator<Tensor, Tensor>("aten::" + name);

        private static AtenOperator<Tensor, long, ScalarType?, Tensor> AlongDimension(string name) =>
            new AtenOperator<Tensor, long, ScalarType?, Tensor>("aten::" + name, "int");
    }
}
