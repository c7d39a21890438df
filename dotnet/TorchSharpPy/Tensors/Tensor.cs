using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A multi-dimensional array of numbers on a device: libtorch's tensor.</summary>
        /// <remarks>
        /// Dispose tensors when memory matters; the garbage collector releases the others at some later time.
        /// <see cref="Equals(Tensor)"/> compares types, shapes and elements, and <c>==</c> compares element by element: to
        /// compare with null, write <c>is null</c>.
        /// </remarks>
        public partial class Tensor : NativeHandle
        {
            /// <summary>Roughly the bytes that libtorch and the allocator need in addition to the elements.</summary>
            private const long MemoryOverhead = 512;

            /// <summary>Takes ownership of a native handle, even if its size cannot be read.</summary>
            /// <param name="handle">A tsp_tensor.</param>
            internal Tensor(IntPtr handle)
                : this(handle, SizeInBytes(handle))
            {
            }

            /// <summary>Takes ownership of a native handle.</summary>
            /// <param name="handle">A tsp_tensor.</param>
            /// <param name="bytes">The size of its elements in bytes.</param>
            internal Tensor(IntPtr handle, long bytes)
                : this(handle, bytes, ThreadGuards.Current)
            {
            }

            /// <summary>Takes ownership of a native handle.</summary>
            /// <param name="handle">A tsp_tensor.</param>
            /// <param name="bytes">The size of its elements in bytes.</param>
            /// <param name="thread">The calling thread's guards.</param>
            internal Tensor(IntPtr handle, long bytes, ThreadGuards thread)
                : base(handle, bytes + MemoryOverhead, thread)
            {
                if (DisposeScopeManager.IsAnyOpen)
                {
                    Join();
                }
            }

            /// <summary>The native handle (a tsp_tensor). It is valid until the tensor is disposed or collected.</summary>
            /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
            public IntPtr Handle => IsDisposed ? throw new ObjectDisposedException(DisplayName) : Native;

            /// <summary>The sizes of the dimensions.</summary>
            public unsafe long[] shape
            {
                get
                {
                    using HandleLease lease = new HandleLease(this);
                    TensorInfo info = ReadInfo(lease.Native);
                    return new ReadOnlySpan<long>(info.Sizes, (int)info.Dim).ToArray();
                }
            }

            /// <summary>The number of dimensions.</summary>
            public long ndim => Info.Dim;

            /// <summary>The number of elements.</summary>
            public long NumberOfElements => Info.Numel;

            /// <summary>The size of one element in bytes.</summary>
            public long ElementSize => Info.Itemsize;

            /// <summary>The type of the elements.</summary>
            public ScalarType dtype => (ScalarType)Info.Dtype;

            /// <summary>The device that holds the elements.</summary>
            public Device device
            {
                get
                {
                    TensorInfo info = Info;
                    return new Device((DeviceType)info.DeviceType, info.DeviceIndex);
                }
            }

            private protected override string DisplayName => nameof(Tensor);

            /// <summary>Reads the tensor's description. Its borrowed pointers are valid only under a lease.</summary>
            private TensorInfo Info
            {
                get
                {
                    using HandleLease lease = new HandleLease(this);
                    return ReadInfo(lease.Native);
                }
            }

            /// <summary>The number of dimensions.</summary>
            public long dim() => ndim;

            /// <summary>The number of elements.</summary>
            public long numel() => NumberOfElements;

            /// <summary>The sizes of the dimensions.</summary>
            public long[] size() => shape;

            /// <summary>The size of one dimension.</summary>
            /// <param name="dim">The dimension, from 0; negative ones count from the end.</param>
            /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
            public long size(int dim)
            {
                long[] sizes = shape;
                int index = dim < 0 ? dim + sizes.Length : dim;
                return (uint)index < (uint)sizes.Length
                    ? sizes[index]
                    : throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {sizes.Length} dimensions.");
            }

            /// <summary>The distance in elements between neighbors along each dimension.</summary>
            /// <exception cref="InvalidOperationException">The tensor has no strides, for example because it is sparse.</exception>
            public unsafe long[] stride()
            {
                using HandleLease lease = new HandleLease(this);
                TensorInfo info = ReadInfo(lease.Native);
                if (info.Strides == null && info.Dim > 0)
                {
                    throw new InvalidOperationException("The tensor has no strides.");
                }
                return new ReadOnlySpan<long>(info.Strides, (int)info.Dim).ToArray();
            }

            /// <summary>Whether the elements are in row-major order without gaps.</summary>
            public bool is_contiguous() => Info.IsContiguous != 0;

            private protected override void Release(IntPtr handle) => NativeMethods.tsp_tensor_release(handle);

            private static unsafe long SizeInBytes(IntPtr handle)
            {
                TensorInfo info;
                return NativeMethods.tsp_tensor_info_get(handle, &info) == 0 ? info.Numel * info.Itemsize : 0;
            }

            private static unsafe TensorInfo ReadInfo(IntPtr handle)
            {
                TensorInfo info;
                Status.Check(NativeMethods.tsp_tensor_info_get(handle, &info));
                return info;
            }
        }
    }
}
