namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>Adds element by element; shapes broadcast.</summary>
            public static Tensor operator +(Tensor left, Tensor right) => torch.add(left, right);

            /// <summary>Adds a number to every element.</summary>
            public static Tensor operator +(Tensor left, Scalar right) => torch.add(left, right);

            /// <summary>Adds a number to every element.</summary>
            public static Tensor operator +(Scalar left, Tensor right) => torch.add(right, left);

            /// <summary>Subtracts element by element; shapes broadcast.</summary>
            public static Tensor operator -(Tensor left, Tensor right) => torch.sub(left, right);

            /// <summary>Subtracts a number from every element.</summary>
            public static Tensor operator -(Tensor left, Scalar right) => torch.sub(left, right);

            /// <summary>Subtracts every element from a number.</summary>
            public static Tensor operator -(Scalar left, Tensor right) => torch.rsub(right, left);

            /// <summary>Negates every element.</summary>
            public static Tensor operator -(Tensor value) => torch.neg(value);

            /// <summary>Multiplies element by element; shapes broadcast.</summary>
            public static Tensor operator *(Tensor left, Tensor right) => torch.mul(left, right);

            /// <summary>Multiplies every element by a number.</summary>
            public static Tensor operator *(Tensor left, Scalar right) => torch.mul(left, right);

            /// <summary>Multiplies every element by a number.</summary>
            public static Tensor operator *(Scalar left, Tensor right) => torch.mul(right, left);

            /// <summary>Divides element by element; shapes broadcast. The result of integers is floating point.</summary>
            public static Tensor operator /(Tensor left, Tensor right) => torch.div(left, right);

            /// <summary>Divides every element by a number. The result of integers is floating point.</summary>
            public static Tensor operator /(Tensor left, Scalar right) => torch.div(left, right);

            /// <summary>Divides a number by every element. The result of integers is floating point.</summary>
            public static Tensor operator /(Scalar left, Tensor right)
            {
                using Tensor reciprocal = torch.reciprocal(right);
                return reciprocal.mul(left);
            }

            /// <summary>The remainder of a division, with the sign of the divisor.</summary>
            public static Tensor operator %(Tensor left, Tensor right) => torch.remainder(left, right);

            /// <summary>The remainder of a division, with the sign of the divisor.</summary>
            public static Tensor operator %(Tensor left, Scalar right) => torch.remainder(left, right);

            /// <summary>The bits, or bools, that are set in both.</summary>
            public static Tensor operator &(Tensor left, Tensor right) => torch.bitwise_and(left, right);

            /// <summary>The bits, or bools, that are set in one or both.</summary>
            public static Tensor operator |(Tensor left, Tensor right) => torch.bitwise_or(left, right);

            /// <summary>The bits, or bools, that are set in exactly one.</summary>
            public static Tensor operator ^(Tensor left, Tensor right) => torch.bitwise_xor(left, right);

            /// <summary>The bits, or bools, that are not set.</summary>
            public static Tensor operator ~(Tensor value) => torch.bitwise_not(value);
        }
    }
}
