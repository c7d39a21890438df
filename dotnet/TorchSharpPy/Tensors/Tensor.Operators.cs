using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>Adds element by element; shapes broadcast.</summary>
            public static Tensor operator +(Tensor left, Tensor right) => TensorOperators.AddTensor.Call(left, right);

            /// <summary>Adds a number to every element.</summary>
            public static Tensor operator +(Tensor left, Scalar right) => TensorOperators.AddScalar.Call(left, right);

            /// <summary>Adds a number to every element.</summary>
            public static Tensor operator +(Scalar left, Tensor right) => TensorOperators.AddScalar.Call(right, left);

            /// <summary>Subtracts element by element; shapes broadcast.</summary>
            public static Tensor operator -(Tensor left, Tensor right) => TensorOperators.SubTensor.Call(left, right);

            /// <summary>Subtracts a number from every element.</summary>
            public static Tensor operator -(Tensor left, Scalar right) => TensorOperators.SubScalar.Call(left, right);

            /// <summary>Subtracts every element from a number.</summary>
            public static Tensor operator -(Scalar left, Tensor right) => TensorOperators.RsubScalar.Call(right, left);

            /// <summary>Negates every element.</summary>
            public static Tensor operator -(Tensor value) => TensorOperators.Neg.Call(value);

            /// <summary>Multiplies element by element; shapes broadcast.</summary>
            public static Tensor operator *(Tensor left, Tensor right) => TensorOperators.MulTensor.Call(left, right);

            /// <summary>Multiplies every element by a number.</summary>
            public static Tensor operator *(Tensor left, Scalar right) => TensorOperators.MulScalar.Call(left, right);

            /// <summary>Multiplies every element by a number.</summary>
            public static Tensor operator *(Scalar left, Tensor right) => TensorOperators.MulScalar.Call(right, left);

            /// <summary>Divides element by element; shapes broadcast. The result of integers is floating point.</summary>
            public static Tensor operator /(Tensor left, Tensor right) => TensorOperators.DivTensor.Call(left, right);

            /// <summary>Divides every element by a number. The result of integers is floating point.</summary>
            public static Tensor operator /(Tensor left, Scalar right) => TensorOperators.DivScalar.Call(left, right);

            /// <summary>Divides a number by every element. The result of integers is floating point.</summary>
            public static Tensor operator /(Scalar left, Tensor right)
            {
                using Tensor reciprocal = TensorOperators.Reciprocal.Call(right);
                return TensorOperators.MulScalar.Call(reciprocal, left);
            }
        }
    }
}
