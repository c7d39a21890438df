using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    /// <content>Tensors from values of C#, and back.</content>
    public static partial class TensorExtensionMethods
    {
        /// <summary>The only element without its fraction.</summary>
        /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
        /// <exception cref="OverflowException">It is out of the range of the type.</exception>
        public static byte ToByte(this Tensor value) => Given(value).ToScalar().ToByte();

        /// <inheritdoc cref="ToByte"/>
        public static sbyte ToSByte(this Tensor value) => Given(value).ToScalar().ToSByte();

        /// <inheritdoc cref="ToByte"/>
        public static short ToInt16(this Tensor value) => Given(value).ToScalar().ToInt16();

        /// <summary>The only element as a bfloat16, rounded.</summary>
        /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
        public static BFloat16 ToBFloat16(this Tensor value) => Given(value).ToScalar().ToBFloat16();

        /// <summary>The only element as a complex number of two floats.</summary>
        /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
        public static (float Real, float Imaginary) ToComplexFloat32(this Tensor value) => Given(value).ToScalar().ToComplexFloat32();

        /// <summary>The only element as a complex number of two doubles.</summary>
        /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
        public static Complex ToComplexFloat64(this Tensor value) => Given(value).ToScalar().ToComplexFloat64();

        /// <inheritdoc cref="ToComplexFloat32"/>
        public static (float Real, float Imaginary) ToComplex32(this Tensor value) => ToComplexFloat32(value);

        /// <inheritdoc cref="ToComplexFloat64"/>
        public static Complex ToComplex64(this Tensor value) => ToComplexFloat64(value);

        /// <summary>A tensor without dimensions that holds the number.</summary>
        /// <typeparam name="T">A number type or bool.</typeparam>
        /// <param name="scalar">The number.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requiresGrad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requiresGrad = false)
            where T : unmanaged => tensor(scalar, device: device, requires_grad: requiresGrad);

        /// <summary>A tensor with the elements of an array, in row-major order.</summary>
        /// <typeparam name="T">A number type or bool.</typeparam>
        /// <param name="rawArray">The elements.</param>
        /// <param name="dimensions">The shape.</param>
        /// <param name="doCopy">Whether the elements are copied. If not, the array is pinned while the tensor lives.</param>
        /// <param name="requiresGrad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        /// <exception cref="ArgumentException">The number of elements does not match the shape.</exception>
        public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requiresGrad = false)
            where T : unmanaged =>
            doCopy
                ? tensor(Given(rawArray), dimensions, requires_grad: requiresGrad)
                : from_memory<T>(Given(rawArray), dimensions, requires_grad: requiresGrad);

        /// <summary>A parameter that shares the memory of a tensor.</summary>
        /// <param name="tensor">The elements; the caller still disposes it.</param>
        /// <exception cref="ScriptRuntimeException">The elements are integers, which have no gradients.</exception>
        public static Parameter AsParameter(this Tensor tensor) => nn.Parameter(Given(tensor));

        /// <summary>The sizes of the dimensions.</summary>
        /// <exception cref="OverflowException">A size is out of the range of an int.</exception>
        public static int[] IntShape(this Tensor tensor) => Given(tensor).shape.Select(size => checked((int)size)).ToArray();

        /// <summary>The product of sizes: the number of elements of a tensor with this shape.</summary>
        /// <exception cref="OverflowException">It is out of the range of a long.</exception>
        public static long TotalSize(this IEnumerable<long> shape) =>
            Given(shape).Aggregate(1L, (product, size) => checked(product * size));

        private static T Given<T>(T? value)
            where T : class => value ?? throw new ArgumentNullException(nameof(value));
    }
}
