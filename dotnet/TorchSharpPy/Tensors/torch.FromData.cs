using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A tensor without dimensions that contains one number.</summary>
        /// <typeparam name="T">A number type or bool, which is the element type unless dtype is given.</typeparam>
        /// <param name="scalar">The number.</param>
        /// <param name="dtype">The element type to convert to.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        public static Tensor tensor<T>(T scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
            where T : unmanaged => FromData(new ReadOnlySpan<T>(new[] { scalar }), Array.Empty<long>(), dtype, device, requires_grad);

        /// <summary>A tensor of one dimension with a copy of the elements.</summary>
        /// <typeparam name="T">A number type or bool, which is the element type unless dtype is given.</typeparam>
        /// <param name="rawArray">The elements.</param>
        /// <param name="dtype">The element type to convert to.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        public static Tensor tensor<T>(T[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
            where T : unmanaged => FromData<T>(Given(rawArray), new long[] { rawArray.Length }, dtype, device, requires_grad);

        /// <summary>A tensor of the given shape with a copy of the elements.</summary>
        /// <typeparam name="T">A number type or bool, which is the element type unless dtype is given.</typeparam>
        /// <param name="rawArray">The elements, in row-major order.</param>
        /// <param name="dimensions">The sizes of the dimensions.</param>
        /// <param name="dtype">The element type to convert to.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        /// <exception cref="ArgumentException">The number of elements does not match the shape.</exception>
        public static Tensor tensor<T>(
            IList<T> rawArray, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
            where T : unmanaged => FromData<T>(rawArray as T[] ?? Given(rawArray).ToArray(), dimensions, dtype, device, requires_grad);

        /// <summary>A tensor with the shape and a copy of the elements of an array of any rank.</summary>
        /// <param name="rawArray">An array such as <c>float[,]</c>, of a number type or bool.</param>
        /// <param name="dtype">The element type to convert to.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        public static unsafe Tensor tensor(Array rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            ScalarType type = ElementTypes.Of(Given(rawArray).GetType().GetElementType()!);
            GCHandle pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
            try
            {
                return FromMemory(
                    (void*)pin.AddrOfPinnedObject(),
                    rawArray.LongLength * ElementTypes.SizeOf(type),
                    type,
                    SizesOf(rawArray),
                    dtype,
                    device,
                    requires_grad);
            }
            finally
            {
                pin.Free();
            }
        }

        private static T Given<T>(T? rawArray)
            where T : class => rawArray ?? throw new ArgumentNullException(nameof(rawArray));

        private static unsafe Tensor FromData<T>(ReadOnlySpan<T> data, long[] sizes, ScalarType? dtype, Device? device, bool requiresGrad)
            where T : unmanaged
        {
            fixed (T* elements = data)
            {
                return FromMemory(elements, (long)data.Length * sizeof(T), ElementTypes.Of(typeof(T)), sizes, dtype, device, requiresGrad);
            }
        }

        private static unsafe Tensor FromMemory(
            void* data, long bytes, ScalarType type, long[] sizes, ScalarType? dtype, Device? device, bool requiresGrad)
        {
            NativeLibraryLoader.EnsureLoaded();
            IntPtr handle;
            fixed (long* pinned = sizes ?? throw new ArgumentNullException(nameof(sizes)))
            {
                Status.Check(NativeMethods.tsp_tensor_from_data(data, bytes, pinned, sizes.Length, (int)type, &handle));
            }
            return Recorded(Moved(new Tensor(handle, bytes), type, dtype, device ?? ChosenDevice), requiresGrad);
        }
    }
}
