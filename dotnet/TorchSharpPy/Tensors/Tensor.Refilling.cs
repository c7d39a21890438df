using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <content>Methods that give the tensor another size and new elements, as in TorchSharp.</content>
        public partial class Tensor
        {
            /// <summary>Gives the tensor a size; the elements are not defined.</summary>
            /// <returns>This tensor.</returns>
            public Tensor empty(params long[] sizes) =>
                OperatorCall.Begin(ref Aten.empty_out, "aten::empty", "out").With(sizes).WithNone().With(this).Into(this);

            /// <summary>Gives the tensor a size and fills it with zeros.</summary>
            /// <returns>This tensor.</returns>
            public Tensor zeros(params long[] sizes) =>
                OperatorCall.Begin(ref Aten.zeros_out, "aten::zeros", "out").With(sizes).With(this).Into(this);

            /// <summary>Gives the tensor a size and fills it with ones.</summary>
            /// <returns>This tensor.</returns>
            public Tensor ones(params long[] sizes) =>
                OperatorCall.Begin(ref Aten.ones_out, "aten::ones", "out").With(sizes).With(this).Into(this);

            /// <summary>Gives the tensor a size and fills it with a number.</summary>
            /// <returns>This tensor.</returns>
            public Tensor full(IntList sizes, Scalar value) =>
                OperatorCall.Begin(ref Aten.full_out, "aten::full", "out").With(sizes).With(value).With(this).Into(this);

            /// <summary>Makes the tensor a matrix with ones on the diagonal, and zeros elsewhere.</summary>
            /// <returns>This tensor.</returns>
            public Tensor eye(long rows, long columns) =>
                OperatorCall.Begin(ref Aten.eye_m_out, "aten::eye", "m_out").With(rows).With(columns).With(this).Into(this);

            /// <summary>Fills the tensor with the numbers from start to stop, without stop.</summary>
            /// <returns>This tensor.</returns>
            public Tensor arange_out(Scalar start, Scalar stop, Scalar step) =>
                OperatorCall.Begin(ref Aten.arange_start_out, "aten::arange", "start_out")
                    .With(start).With(stop).With(step).With(this).Into(this);

            /// <summary>Gives the tensor a size and fills it with random numbers from 0 to 1.</summary>
            /// <returns>This tensor.</returns>
            public Tensor rand_out(params long[] sizes) =>
                OperatorCall.Begin(ref Aten.rand_out, "aten::rand", "out").With(sizes).With(this).Into(this);

            /// <summary>Gives the tensor a size and fills it with random numbers of the normal distribution.</summary>
            /// <returns>This tensor.</returns>
            public Tensor randn_out(params long[] sizes) =>
                OperatorCall.Begin(ref Aten.randn_out, "aten::randn", "out").With(sizes).With(this).Into(this);

            /// <summary>Gives the tensor a size and fills it with random integers from 0 to high, without high.</summary>
            /// <returns>This tensor.</returns>
            public Tensor randint_out(long high, long[] sizes) =>
                OperatorCall.Begin(ref Aten.randint_out, "aten::randint", "out").With(high).With(sizes).With(this).Into(this);

            /// <summary>Fills the tensor with the integers from 0 to n, without n, in random order.</summary>
            /// <returns>This tensor.</returns>
            public Tensor randperm_out(long n) =>
                OperatorCall.Begin(ref Aten.randperm_out, "aten::randperm", "out").With(n).With(this).Into(this);
        }
    }
}
