using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>Adds element by element; shapes broadcast.</summary>
            public Tensor add(Tensor target) => this + target;

            /// <summary>Adds a number to every element.</summary>
            public Tensor add(Scalar scalar) => this + scalar;

            /// <summary>Subtracts element by element; shapes broadcast.</summary>
            public Tensor sub(Tensor target) => this - target;

            /// <summary>Subtracts a number from every element.</summary>
            public Tensor sub(Scalar scalar) => this - scalar;

            /// <summary>Multiplies element by element; shapes broadcast.</summary>
            public Tensor mul(Tensor target) => this * target;

            /// <summary>Multiplies every element by a number.</summary>
            public Tensor mul(Scalar scalar) => this * scalar;

            /// <summary>Divides element by element; shapes broadcast. The result of integers is floating point.</summary>
            public Tensor div(Tensor target) => this / target;

            /// <summary>Divides every element by a number. The result of integers is floating point.</summary>
            public Tensor div(Scalar scalar) => this / scalar;

            /// <summary>Negates every element.</summary>
            public Tensor neg() => -this;

            /// <summary>The absolute value of every element.</summary>
            public Tensor abs() => TensorOperators.Abs.Call(this);

            /// <summary>The exponential of every element.</summary>
            public Tensor exp() => TensorOperators.Exp.Call(this);

            /// <summary>Replaces negative elements by 0.</summary>
            public Tensor relu() => TensorOperators.Relu.Call(this);

            /// <summary>The logistic function of every element.</summary>
            public Tensor sigmoid() => TensorOperators.Sigmoid.Call(this);

            /// <summary>The matrix product; [..., n, k] times [..., k, m] is [..., n, m].</summary>
            /// <exception cref="ScriptRuntimeException">The shapes do not match.</exception>
            public Tensor matmul(Tensor target) => TensorOperators.Matmul.Call(this, target);

            /// <summary>The product of two matrices; [n, k] times [k, m] is [n, m].</summary>
            /// <exception cref="ScriptRuntimeException">The shapes do not match.</exception>
            public Tensor mm(Tensor target) => TensorOperators.Mm.Call(this, target);

            /// <summary>The sum of all elements, as a tensor without dimensions.</summary>
            /// <param name="type">The type to sum in; for integers Int64 by default.</param>
            public Tensor sum(ScalarType? type = null) => TensorOperators.Sum.Call(this, type);

            /// <summary>The sums along some dimensions.</summary>
            /// <param name="dim">The dimensions; negative ones count from the end.</param>
            /// <param name="keepdim">Whether to keep these dimensions, with size 1.</param>
            /// <param name="type">The type to sum in.</param>
            public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
                TensorOperators.SumDimensions.Call(this, dim, keepdim, type);

            /// <summary>The mean of all elements, as a tensor without dimensions.</summary>
            /// <exception cref="ScriptRuntimeException">The elements are integers, and no type is given.</exception>
            public Tensor mean(ScalarType? type = null) => TensorOperators.Mean.Call(this, type);

            /// <summary>The means along some dimensions.</summary>
            /// <param name="dimensions">The dimensions; negative ones count from the end.</param>
            /// <param name="keepdim">Whether to keep these dimensions, with size 1.</param>
            /// <param name="type">The type to compute in.</param>
            public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
                TensorOperators.MeanDimensions.Call(this, dimensions, keepdim, type);

            /// <summary>Whether each pair of elements differs by at most <c>atol + rtol * |target|</c>.</summary>
            /// <param name="target">A tensor of the same type, whose shape broadcasts with this one's.</param>
            /// <param name="rtol">The relative tolerance.</param>
            /// <param name="atol">The absolute tolerance.</param>
            /// <param name="equal_nan">Whether two NaN count as equal.</param>
            public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
                TensorOperators.Allclose.Call(this, target, rtol, atol, equal_nan);

            /// <summary>Whether the shape and all elements are equal.</summary>
            public bool equal(Tensor target) => TensorOperators.Equal.Call(this, target);
        }
    }
}
