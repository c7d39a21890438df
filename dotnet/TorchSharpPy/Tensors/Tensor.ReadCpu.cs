using System;
using TorchSharpPy.Tensors;
using TorchSharpPy.Utils;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <content>Single elements of tensors on the CPU, as in TorchSharp.</content>
        public partial class Tensor
        {
            /// <summary>An element of a tensor on the CPU.</summary>
            /// <typeparam name="T">The C# type that matches the tensor's element type exactly.</typeparam>
            /// <param name="i">Its place in row-major order, from 0.</param>
            /// <exception cref="TorchTypeException">The elements have another type.</exception>
            /// <exception cref="InvalidOperationException">The elements are not on the CPU.</exception>
            /// <exception cref="ArgumentOutOfRangeException">The tensor does not have that many elements.</exception>
            public T ReadCpuValue<T>(long i)
                where T : unmanaged
            {
                ElementTypes.Require<T>(dtype);
                if (i < 0 || i >= NumberOfElements)
                {
                    throw new ArgumentOutOfRangeException(nameof(i), i, $"The tensor has {NumberOfElements} elements.");
                }
                using Tensor flat = reshape(-1);
                using TensorAccessor<T> elements = flat.data<T>();
                return elements[i];
            }

            /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
            public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

            /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
            public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

            /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
            public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);

            /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
            public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);

            /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
            public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

            /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
            public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

            /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
            public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

            /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
            public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);
        }
    }
}
