namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>Adds element by element; shapes broadcast.</summary>
            public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

            /// <summary>Adds a number to every element.</summary>
            public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

            /// <summary>Adds a number to every element.</summary>
            public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

            /// <summary>Subtracts element by element; shapes broadcast.</summary>
            public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

            /// <summary>Subtracts a number from every element.</summary>
            public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

            /// <summary>Subtracts every element from a number.</summary>
            public static Tensor operator -(Scalar left, Tensor right) => torch.rsub(right, left);

            /// <summary>Negates every element.</summary>
            public static Tensor operator -(Tensor value) => value.neg();

            /// <summary>Multiplies element by element; shapes broadcast.</summary>
            public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

            /// <summary>Multiplies every element by a number.</summary>
            public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

            /// <summary>Multiplies every element by a number.</summary>
            public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

            /// <summary>Divides element by element; shapes broadcast. The result of integers is floating point.</summary>
            public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

            /// <summary>Divides every element by a number. The result of integers is floating point.</summary>
            public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

            /// <summary>Divides a number by every element. The result of integers is floating point.</summary>
            public static Tensor operator /(Scalar left, Tensor right)
            {
                using Tensor reciprocal = right.reciprocal();
                return reciprocal.mul(left);
            }

            /// <summary>The remainder of a division, with the sign of the divisor.</summary>
            public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);

            /// <summary>The remainder of a division, with the sign of the divisor.</summary>
            public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

            /// <summary>The bits, or bools, that are set in both.</summary>
            public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);

            /// <summary>The bits, or bools, that are set in one or both.</summary>
            public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);

            /// <summary>The bits, or bools, that are set in exactly one.</summary>
            public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);

            /// <summary>The bits, or bools, that are not set.</summary>
            public static Tensor operator ~(Tensor value) => value.bitwise_not();
        }
    }
}
