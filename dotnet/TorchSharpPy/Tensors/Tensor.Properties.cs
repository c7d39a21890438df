using System;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The kind of device that holds the elements.</summary>
            public DeviceType device_type => (DeviceType)Info.DeviceType;

            /// <summary>The index of the device; -1 on the CPU.</summary>
            public int device_index => Info.DeviceIndex;

            /// <summary>Whether the elements are on a GPU.</summary>
            public bool is_cuda => device_type == DeviceType.CUDA;

            /// <summary>Whether the tensor has a shape, but no elements.</summary>
            public bool is_meta => device_type == DeviceType.META;

            /// <summary>Whether the elements are stored with their indices, without the zeros.</summary>
            public bool is_sparse => Layout == Layout.Sparse;

            /// <summary>The tensor with its dimensions in reverse order, in the same memory.</summary>
            public Tensor T => OperatorCall.Begin(ref Aten.numpy_T, "aten::numpy_T", "").With(this).Tensor();

            /// <summary>The matrices, transposed, in the same memory.</summary>
            public Tensor mT => transpose(-2, -1);

            /// <summary>The matrix, transposed and conjugated.</summary>
            public Tensor H => adjoint();

            /// <summary>The matrices, transposed and conjugated.</summary>
            public Tensor mH => adjoint();

            /// <summary>The real parts, in the same memory; the tensor again if it is not complex.</summary>
            public Tensor real => torch.real(this);

            /// <summary>The imaginary parts, in the same memory.</summary>
            /// <exception cref="ScriptRuntimeException">The elements are not complex.</exception>
            public Tensor imag => torch.imag(this);

            /// <summary>How the elements are stored.</summary>
            internal Layout Layout => (Layout)Info.Layout;

            /// <summary>Whether the elements are on the CPU.</summary>
            public bool is_cpu() => device_type == DeviceType.CPU;

            /// <summary>Whether the elements are integers or bools.</summary>
            public bool is_integral() => torch.is_integral(dtype);

            /// <summary>Whether the elements are floating-point numbers.</summary>
            public bool is_floating_point() => torch.is_floating_point(dtype);

            /// <summary>Whether the elements are complex numbers.</summary>
            public bool is_complex() => torch.is_complex(dtype);

            /// <summary>The size of one element in bytes.</summary>
            public long element_size() => ElementSize;

            /// <summary>The distance in elements between neighbors along a dimension.</summary>
            /// <param name="dim">The dimension, from 0; negative ones count from the end.</param>
            /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
            public long stride(int dim)
            {
                long[] strides = stride();
                int index = dim < 0 ? dim + strides.Length : dim;
                return (uint)index < (uint)strides.Length
                    ? strides[index]
                    : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {strides.Length} dimensions.");
            }
        }
    }
}
