using System;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The elements as another type; a new handle on the same tensor if it already has this type.</summary>
            /// <param name="type">The type.</param>
            /// <param name="copy">Whether to copy in any case.</param>
            /// <param name="disposeAfter">Whether to dispose this tensor afterwards.</param>
            /// <param name="non_blocking">Whether a copy from or to pinned memory runs asynchronously.</param>
            public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
                Converted(type, null, copy, disposeAfter, non_blocking);

            /// <summary>The elements on another device; a new handle on the same tensor if it is already there.</summary>
            /// <param name="device">The device.</param>
            /// <param name="copy">Whether to copy in any case.</param>
            /// <param name="disposeAfter">Whether to dispose this tensor afterwards.</param>
            /// <param name="non_blocking">Whether a copy from or to pinned memory runs asynchronously.</param>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
                Converted(null, device, copy, disposeAfter, non_blocking);

            /// <summary>The elements as another type on another device.</summary>
            /// <param name="type">The type.</param>
            /// <param name="device">The device.</param>
            /// <param name="copy">Whether to copy in any case.</param>
            /// <param name="disposeAfter">Whether to dispose this tensor afterwards.</param>
            /// <param name="non_blocking">Whether a copy from or to pinned memory runs asynchronously.</param>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public Tensor to(
                ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
                Converted(type, device, copy, disposeAfter, non_blocking);

            /// <summary>The elements on another device.</summary>
            /// <param name="deviceType">The kind of device.</param>
            /// <param name="deviceIndex">The index of the device; -1 for the current one.</param>
            /// <param name="copy">Whether to copy in any case.</param>
            /// <param name="disposeAfter">Whether to dispose this tensor afterwards.</param>
            /// <param name="non_blocking">Whether a copy from or to pinned memory runs asynchronously.</param>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public Tensor to(
                DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
                to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

            /// <summary>The elements with the type and on the device of another tensor.</summary>
            /// <param name="other">The other tensor.</param>
            /// <param name="copy">Whether to copy in any case.</param>
            public Tensor to(Tensor other, bool copy = false) => other is null
                ? throw new ArgumentNullException(nameof(other))
                : Converted(other.dtype, other.device, copy, false, false);

            /// <inheritdoc cref="to(ScalarType, bool, bool, bool)"/>
            public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
                to(type, copy, disposeAfter, non_blocking);

            /// <summary>The elements as another type.</summary>
            public Tensor type(ScalarType dtype) => to(dtype);

            /// <summary>The elements on the CPU; a new handle on the same tensor if it is already there.</summary>
            public Tensor cpu() => to(CPU);

            /// <summary>The elements on a GPU.</summary>
            /// <param name="device">The GPU; by default the current one.</param>
            /// <param name="non_blocking">Whether a copy from pinned memory runs asynchronously.</param>
            /// <exception cref="DeviceException">There is no GPU, or libtorch was built without CUDA.</exception>
            public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

            /// <summary>The elements as Bool.</summary>
            public Tensor @bool() => to(ScalarType.Bool);

            /// <summary>The elements as Byte.</summary>
            public Tensor @byte() => to(ScalarType.Byte);

            /// <summary>The elements as Int8.</summary>
            public Tensor @char() => to(ScalarType.Int8);

            /// <summary>The elements as Int16.</summary>
            public Tensor @short() => to(ScalarType.Int16);

            /// <summary>The elements as Int32.</summary>
            public Tensor @int() => to(ScalarType.Int32);

            /// <summary>The elements as Int64.</summary>
            public Tensor @long() => to(ScalarType.Int64);

            /// <summary>The elements as Float16.</summary>
            public Tensor half() => to(ScalarType.Float16);

            /// <summary>The elements as BFloat16.</summary>
            public Tensor bfloat16() => to(ScalarType.BFloat16);

            /// <summary>The elements as Float32.</summary>
            public Tensor @float() => to(ScalarType.Float32);

            /// <summary>The elements as Float64.</summary>
            public Tensor @double() => to(ScalarType.Float64);

            /// <summary>The elements as ComplexFloat32.</summary>
            public Tensor cfloat() => to(ScalarType.ComplexFloat32);

            /// <summary>The elements as ComplexFloat64.</summary>
            public Tensor cdouble() => to(ScalarType.ComplexFloat64);

            private Tensor Converted(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool nonBlocking)
            {
                Tensor converted = Aten.To(this, type, device, nonBlocking, copy);
                if (disposeAfter)
                {
                    Dispose();
                }
                return converted;
            }
        }
    }
}
