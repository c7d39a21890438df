using System;
using System.Numerics;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>A tensor without dimensions that holds the number; its type is the number's. Null stays null.</summary>
            public static implicit operator Tensor(Scalar? value) => value is Scalar given ? scalar_tensor(given) : null!;

            /// <summary>A tensor without dimensions that holds the number.</summary>
            public static implicit operator Tensor(byte value) => tensor(value);

            /// <summary>A tensor without dimensions that holds the number.</summary>
            public static implicit operator Tensor(sbyte value) => tensor(value);

            /// <summary>A tensor without dimensions that holds the number.</summary>
            public static implicit operator Tensor(short value) => tensor(value);

            /// <summary>A tensor without dimensions that holds the number.</summary>
            public static implicit operator Tensor(int value) => tensor(value);

            /// <summary>A tensor without dimensions that holds the number.</summary>
            public static implicit operator Tensor(long value) => tensor(value);

            /// <summary>A tensor without dimensions that holds the number.</summary>
            public static implicit operator Tensor(float value) => tensor(value);

            /// <summary>A tensor without dimensions that holds the number.</summary>
            public static implicit operator Tensor(double value) => tensor(value);

            /// <summary>A tensor without dimensions that holds the number.</summary>
            public static implicit operator Tensor(bool value) => tensor(value);

            /// <summary>A tensor without dimensions that holds the number.</summary>
            public static implicit operator Tensor(Complex value) => tensor(value);

            /// <summary>A tensor of one dimension with a copy of the elements.</summary>
            public static implicit operator Tensor(byte[] values) => tensor(values);

            /// <summary>A tensor of one dimension with a copy of the elements.</summary>
            public static implicit operator Tensor(sbyte[] values) => tensor(values);

            /// <summary>A tensor of one dimension with a copy of the elements.</summary>
            public static implicit operator Tensor(short[] values) => tensor(values);

            /// <summary>A tensor of one dimension with a copy of the elements.</summary>
            public static implicit operator Tensor(int[] values) => tensor(values);

            /// <summary>A tensor of one dimension with a copy of the elements.</summary>
            public static implicit operator Tensor(long[] values) => tensor(values);

            /// <summary>A tensor of one dimension with a copy of the elements.</summary>
            public static implicit operator Tensor(float[] values) => tensor(values);

            /// <summary>A tensor of one dimension with a copy of the elements.</summary>
            public static implicit operator Tensor(double[] values) => tensor(values);

            /// <summary>A tensor of one dimension with a copy of the elements.</summary>
            public static implicit operator Tensor(bool[] values) => tensor(values);

            /// <summary>A tensor of one dimension with a copy of the elements.</summary>
            public static implicit operator Tensor(Complex[] values) => tensor(values);

            /// <summary>The only element, without its fraction.</summary>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public static explicit operator byte(Tensor value) => checked((byte)NotNull(value).ToInt64());

            /// <summary>The only element, without its fraction.</summary>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public static explicit operator sbyte(Tensor value) => checked((sbyte)NotNull(value).ToInt64());

            /// <summary>The only element, without its fraction.</summary>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public static explicit operator short(Tensor value) => checked((short)NotNull(value).ToInt64());

            /// <summary>The only element, without its fraction.</summary>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public static explicit operator int(Tensor value) => NotNull(value).ToInt32();

            /// <summary>The only element, without its fraction.</summary>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public static explicit operator long(Tensor value) => NotNull(value).ToInt64();

            /// <summary>The only element.</summary>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public static explicit operator float(Tensor value) => NotNull(value).ToSingle();

            /// <summary>The only element.</summary>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public static explicit operator double(Tensor value) => NotNull(value).ToDouble();

            /// <summary>Whether the only element is not zero.</summary>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public static explicit operator bool(Tensor value) => NotNull(value).ToBoolean();
        }
    }
}
