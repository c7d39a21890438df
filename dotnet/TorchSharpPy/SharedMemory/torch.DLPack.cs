using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The tensor for another library in this process, which then shares its elements.</summary>
        /// <param name="tensor">A dense tensor that autograd does not record.</param>
        /// <exception cref="TorchValueException">Autograd records the tensor, or it is sparse, conjugated or negated lazily.</exception>
        public static unsafe DLPackTensor to_dlpack(Tensor tensor)
        {
            using var lease = new HandleLease(Given(tensor));
            void* managed;
            Status.Check(NativeMethods.tsp_tensor_to_dlpack(lease.Native, &managed));
            return new DLPackTensor((IntPtr)managed);
        }

        /// <summary>A tensor that shares the elements of another library's.</summary>
        /// <param name="managed">A <c>DLManagedTensor*</c>, which the tensor takes over unless this method throws.</param>
        /// <exception cref="ArgumentException">The address is null.</exception>
        /// <exception cref="TorchException">libtorch does not have the device or the element type.</exception>
        public static unsafe Tensor from_dlpack(IntPtr managed)
        {
            NativeLibraryLoader.EnsureLoaded();
            IntPtr handle;
            Status.Check(NativeMethods.tsp_tensor_from_dlpack((void*)managed, &handle));
            return new Tensor(handle);
        }

        /// <summary>A tensor that shares the elements of an exported one.</summary>
        /// <param name="exported">The exported tensor, which the new one takes over.</param>
        /// <exception cref="ObjectDisposedException">It was disposed, or taken before.</exception>
        public static Tensor from_dlpack(DLPackTensor exported) => from_dlpack(Given(exported).Take());
    }
}
