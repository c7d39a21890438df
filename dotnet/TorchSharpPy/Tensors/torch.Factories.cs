using System;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A tensor with uninitialized elements.</summary>
        /// <param name="size">The sizes of the dimensions.</param>
        /// <param name="dtype">The element type; Float32 by default.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Recorded(Factories.Empty.Call(size, dtype, null, device), requires_grad);

        /// <inheritdoc cref="empty(long[], ScalarType?, Device?, bool)"/>
        public static Tensor empty(params long[] size) => empty(size, null);

        /// <summary>A tensor of zeros.</summary>
        /// <param name="size">The sizes of the dimensions.</param>
        /// <param name="dtype">The element type; Float32 by default.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Recorded(Factories.Zeros.Call(size, dtype, null, device), requires_grad);

        /// <inheritdoc cref="zeros(long[], ScalarType?, Device?, bool)"/>
        public static Tensor zeros(params long[] size) => zeros(size, null);

        /// <summary>A tensor of ones.</summary>
        /// <param name="size">The sizes of the dimensions.</param>
        /// <param name="dtype">The element type; Float32 by default.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Recorded(Factories.Ones.Call(size, dtype, null, device), requires_grad);

        /// <inheritdoc cref="ones(long[], ScalarType?, Device?, bool)"/>
        public static Tensor ones(params long[] size) => ones(size, null);

        /// <summary>A tensor of numbers drawn uniformly from [0, 1).</summary>
        /// <param name="size">The sizes of the dimensions.</param>
        /// <param name="dtype">The element type; Float32 by default.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Recorded(Factories.Rand.Call(size, dtype, null, device), requires_grad);

        /// <inheritdoc cref="rand(long[], ScalarType?, Device?, bool)"/>
        public static Tensor rand(params long[] size) => rand(size, null);

        /// <summary>A tensor of numbers drawn from the standard normal distribution.</summary>
        /// <param name="size">The sizes of the dimensions.</param>
        /// <param name="dtype">The element type; Float32 by default.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Recorded(Factories.Randn.Call(size, dtype, null, device), requires_grad);

        /// <inheritdoc cref="randn(long[], ScalarType?, Device?, bool)"/>
        public static Tensor randn(params long[] size) => randn(size, null);

        /// <summary>A tensor filled with a number.</summary>
        /// <param name="size">The sizes of the dimensions.</param>
        /// <param name="value">The number.</param>
        /// <param name="dtype">The element type; by default that of the number (Int64, Float32 or Bool).</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Recorded(Factories.Full.Call(size, value, dtype, null, device), requires_grad);

        /// <summary>A tensor of one dimension with the numbers from start to stop, excluding stop.</summary>
        /// <param name="start">The first number.</param>
        /// <param name="stop">The end, which is excluded.</param>
        /// <param name="step">The difference between neighbors.</param>
        /// <param name="dtype">The element type; by default that of the numbers (Int64 or Float32).</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor arange(
            Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Recorded(Factories.Arange.Call(start, stop, step, dtype, null, device), requires_grad);

        /// <inheritdoc cref="arange(Scalar, Scalar, Scalar, ScalarType?, Device?, bool)"/>
        public static Tensor arange(
            Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            arange(start, stop, 1, dtype, device, requires_grad);

        /// <inheritdoc cref="arange(Scalar, Scalar, Scalar, ScalarType?, Device?, bool)"/>
        public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            arange(0, stop, 1, dtype, device, requires_grad);

        /// <summary>A matrix with ones on its diagonal and zeros elsewhere.</summary>
        /// <param name="rows">The number of rows.</param>
        /// <param name="columns">The number of columns; by default the number of rows.</param>
        /// <param name="dtype">The element type; Float32 by default.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor eye(
            long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Recorded(Factories.Eye.Call(rows, columns < 0 ? rows : columns, dtype, null, device), requires_grad);

        private static Tensor Recorded(Tensor tensor, bool requiresGrad) =>
            requiresGrad ? tensor.requires_grad_() : tensor;

        /// <summary>The operators. Each takes a layout, which is always null, between the element type and the device.</summary>
        private static class Factories
        {
            internal static readonly AtenOperator<long[], ScalarType?, object?, Device?, Tensor> Empty = OfSize("empty", "memory_format");
            internal static readonly AtenOperator<long[], ScalarType?, object?, Device?, Tensor> Zeros = OfSize("zeros");
            internal static readonly AtenOperator<long[], ScalarType?, object?, Device?, Tensor> Ones = OfSize("ones");
            internal static readonly AtenOperator<long[], ScalarType?, object?, Device?, Tensor> Rand = OfSize("rand");
            internal static readonly AtenOperator<long[], ScalarType?, object?, Device?, Tensor> Randn = OfSize("randn");

            internal static readonly AtenOperator<long[], Scalar, ScalarType?, object?, Device?, Tensor> Full =
                new AtenOperator<long[], Scalar, ScalarType?, object?, Device?, Tensor>("aten::full");

            internal static readonly AtenOperator<Scalar, Scalar, Scalar, ScalarType?, object?, Device?, Tensor> Arange =
                new AtenOperator<Scalar, Scalar, Scalar, ScalarType?, object?, Device?, Tensor>("aten::arange", "start_step");

            internal static readonly AtenOperator<long, long, ScalarType?, object?, Device?, Tensor> Eye =
                new AtenOperator<long, long, ScalarType?, object?, Device?, Tensor>("aten::eye", "m");

            private static AtenOperator<long[], ScalarType?, object?, Device?, Tensor> OfSize(string name, string overload = "") =>
                new AtenOperator<long[], ScalarType?, object?, Device?, Tensor>("aten::" + name, overload);
        }
    }
}
