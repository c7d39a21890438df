using System;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The part at the given indices of the first dimensions; it shares memory with this tensor.</summary>
            /// <param name="indices">An index for each of the first dimensions; negative ones count from the end.</param>
            /// <exception cref="ScriptRuntimeException">An index is out of range.</exception>
            public Tensor this[params long[] indices]
            {
                get
                {
                    if (indices.Length == 0)
                    {
                        throw new ArgumentException("Expected at least one index, got none.", nameof(indices));
                    }
                    Tensor part = TensorOperators.Select.Call(this, 0, indices[0]);
                    for (int i = 1; i < indices.Length; i++)
                    {
                        using Tensor whole = part;
                        part = TensorOperators.Select.Call(whole, 0, indices[i]);
                    }
                    return part;
                }
            }

            /// <summary>The same elements in another shape, copied only if needed.</summary>
            /// <param name="shape">The sizes; one of them may be -1 and is computed from the others.</param>
            public Tensor reshape(params long[] shape) => TensorOperators.Reshape.Call(this, shape);

            /// <summary>The same memory in another shape.</summary>
            /// <param name="shape">The sizes; one of them may be -1 and is computed from the others.</param>
            /// <exception cref="ScriptRuntimeException">The shape is impossible without a copy: use reshape.</exception>
            public Tensor view(params long[] shape) => TensorOperators.View.Call(this, shape);

            /// <summary>Swaps two dimensions, in the same memory.</summary>
            public Tensor transpose(long dim0, long dim1) => TensorOperators.Transpose2.Call(this, dim0, dim1);

            /// <summary>The transpose of a matrix, in the same memory.</summary>
            public Tensor t() => TensorOperators.Transpose.Call(this);

            /// <summary>Adds a dimension of size 1, in the same memory.</summary>
            public Tensor unsqueeze(long dim) => TensorOperators.Unsqueeze.Call(this, dim);

            /// <summary>The elements in row-major order without gaps; a new handle on the same tensor if they already are.</summary>
            public Tensor contiguous() => TensorOperators.Contiguous.Call(this);

            /// <summary>A copy.</summary>
            public Tensor clone() => TensorOperators.Clone.Call(this);

            /// <summary>The elements as another type; a new handle on the same tensor if it already has this type.</summary>
            public Tensor to(ScalarType type) => TensorOperators.To.Call(this, type, null, null);

            /// <summary>The elements on another device; a new handle on the same tensor if it is already there.</summary>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public Tensor to(Device device) => TensorOperators.To.Call(this, null, null, device);

            /// <summary>The elements as another type on another device.</summary>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public Tensor to(ScalarType type, Device device) => TensorOperators.To.Call(this, type, null, device);

            /// <summary>The elements on another device.</summary>
            /// <param name="deviceType">The kind of device.</param>
            /// <param name="deviceIndex">The index of the device; -1 for the current one.</param>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public Tensor to(DeviceType deviceType, int deviceIndex = -1) => to(new Device(deviceType, deviceIndex));

            /// <summary>The elements on the CPU; a new handle on the same tensor if it is already there.</summary>
            public Tensor cpu() => to(CPU);

            /// <summary>The elements on the current GPU.</summary>
            /// <exception cref="DeviceException">There is no GPU, or libtorch was built without CUDA.</exception>
            public Tensor cuda() => to(CUDA);
        }
    }
}
