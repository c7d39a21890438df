namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>Adds element by element; shapes broadcast.</summary>
            public static Tensor operator +(Tensor left, Tensor right) => Operators.AddTensor.Call(left, right);

            /// <summary>Adds a number to every element.</summary>
            public static Tensor operator +(Tensor left, Scalar right) => Operators.AddScalar.Call(left, right);

            /// <summary>Adds a number to every element.</summary>
            public static Tensor operator +(Scalar left, Tensor right) => Operators.AddScalar.Call(right, left);

            /// <summary>Subtracts element by element; shapes broadcast.</summary>
            public static Tensor operator -(Tensor left, Tensor right) => Operators.SubTensor.Call(left, right);

            /// <summary>Subtracts a number from every element.</summary>
            public static Tensor operator -(Tensor left, Scalar right) => Operators.SubScalar.Call(left, right);

            /// <summary>Subtracts every element from a number.</summary>
            public static Tensor operator -(Scalar left, Tensor right) => Operators.RsubScalar.Call(right, left);

            /// <summary>Negates every element.</summary>
            public static Tensor operator -(Tensor value) => Operators.Neg.Call(value);

            /// <summary>Multiplies element by element; shapes broadcast.</summary>
            public static Tensor operator *(Tensor left, Tensor right) => Operators.MulTensor.Call(left, right);

            /// <summary>Multiplies every element by a number.</summary>
            public static Tensor operator *(Tensor left, Scalar right) => Operators.MulScalar.Call(left, right);

            /// <summary>Multiplies every element by a number.</summary>
            public static Tensor operator *(Scalar left, Tensor right) => Operators.MulScalar.Call(right, left);

            /// <summary>Divides element by element; shapes broadcast. The result of integers is floating point.</summary>
            public static Tensor operator /(Tensor left, Tensor right) => Operators.DivTensor.Call(left, right);

            /// <summary>Divides every element by a number. The result of integers is floating point.</summary>
            public static Tensor operator /(Tensor left, Scalar right) => Operators.DivScalar.Call(left, right);

            /// <summary>Divides a number by every element. The result of integers is floating point.</summary>
            public static Tensor operator /(Scalar left, Tensor right)
            {
                using Tensor reciprocal = Operators.Reciprocal.Call(right);
                return Operators.MulScalar.Call(reciprocal, left);
            }
        }
    }
}
