using System;
using System.Buffers;
using System.Runtime.InteropServices;
using TorchSharpPy.SharedMemory;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A tensor over memory, without a copy: both have the same elements. The memory is pinned while it lives.</summary>
        /// <typeparam name="T">The element type.</typeparam>
        /// <param name="memory">The elements, in row-major order.</param>
        /// <param name="dimensions">The sizes of the dimensions; one dimension if omitted.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        /// <exception cref="ArgumentException">The number of elements does not match the shape.</exception>
        public static unsafe Tensor from_memory<T>(Memory<T> memory, long[]? dimensions = null, bool requires_grad = false)
            where T : unmanaged
        {
            ScalarType dtype = ElementTypes.Of(typeof(T));
            long[] sizes = dimensions ?? new long[] { memory.Length };
            RequireCount(sizes, memory.Length);
            MemoryHandle pin = memory.Pin();
            return Recorded(
                SharedBuffer.Lend(pin.Pointer, (long)memory.Length * sizeof(T), sizes, null, dtype, pin.Dispose), requires_grad);
        }

        /// <summary>A tensor over an array of any rank, without a copy unless a type or device asks for one.</summary>
        /// <param name="rawArray">An array such as <c>float[,]</c>. It is pinned while the tensor lives.</param>
        /// <param name="dtype">The element type to convert to.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        public static Tensor from_array(
            Array rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        {
            ScalarType type = ElementTypes.Of(Given(rawArray).GetType().GetElementType()!);
            Tensor shared = OverArray(rawArray, SizesOf(rawArray), type, 0, rawArray.LongLength * ElementTypes.SizeOf(rawArray));
            return Recorded(Moved(shared, type, dtype, device), requires_grad);
        }

        /// <summary>A tensor over an array of any rank, without a copy if the device is the CPU.</summary>
        /// <param name="rawArray">An array such as <c>float[,]</c>. It is pinned while the tensor lives.</param>
        /// <param name="device">The device.</param>
        /// <exception cref="TorchTypeException">A tensor cannot have elements of the C# type.</exception>
        public static Tensor from_array(Array rawArray, Device? device) => from_array(rawArray, null, device);

        /// <summary>A tensor of one dimension over the bytes of an array, without a copy.</summary>
        /// <param name="rawArray">An array of numbers. It is pinned while the tensor lives.</param>
        /// <param name="dtype">What the bytes are taken for.</param>
        /// <param name="count">The number of elements; all that fit by default.</param>
        /// <param name="offset">How many elements of the array are skipped.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <exception cref="TorchTypeException">The array's elements are not numbers.</exception>
        /// <exception cref="ArgumentException">There are not so many elements, or the bytes do not divide into elements.</exception>
        public static Tensor frombuffer(
            Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
        {
            ElementTypes.Of(Given(rawArray).GetType().GetElementType()!);
            long itemSize = ElementTypes.SizeOf(rawArray);
            if (offset < 0 || offset > rawArray.LongLength)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(offset), offset, $"The array has {rawArray.LongLength} elements, so the offset must be from 0 to that.");
            }
            long bytes = (rawArray.LongLength - offset) * itemSize;
            long size = ElementTypes.SizeOf(dtype);
            long fitting = bytes / size;
            if (count < 0 && bytes % size != 0)
            {
                throw new ArgumentException($"The {bytes} bytes after the offset are not a multiple of {size}, the size of a {dtype}.");
            }
            if (count > fitting)
            {
                throw new ArgumentOutOfRangeException(nameof(count), count, $"The bytes after the offset are {fitting} of {dtype}.");
            }
            long taken = count < 0 ? fitting : count;
            return Recorded(OverArray(rawArray, new[] { taken }, dtype, offset * itemSize, taken * size), requires_grad);
        }

        /// <summary>A tensor over native memory, without a copy.</summary>
        /// <param name="data">The address of the first element.</param>
        /// <param name="sizes">The sizes of the dimensions.</param>
        /// <param name="dtype">The element type.</param>
        /// <param name="strides">The strides in elements; row-major order by default.</param>
        /// <param name="deleter">Called once with the address, on any thread, when nothing uses the memory any more, and also if no tensor
        /// can be made. It must not throw.</param>
        /// <param name="requires_grad">Whether autograd records operations on the tensor.</param>
        /// <remarks>The memory must be as large as the sizes and strides say: nothing can check that.</remarks>
        /// <exception cref="ArgumentException">The address is null, or a size or stride is negative.</exception>
        public static unsafe Tensor from_blob(
            IntPtr data, long[] sizes, ScalarType dtype, long[]? strides = null, Action<IntPtr>? deleter = null, bool requires_grad = false)
        {
            Given(sizes);
            if (strides != null && strides.Length != sizes.Length)
            {
                throw new ArgumentException($"Expected {sizes.Length} strides, one for each size, got {strides.Length}.", nameof(strides));
            }
            return Recorded(
                SharedBuffer.Lend((void*)data, long.MaxValue, sizes, strides, dtype, () => deleter?.Invoke(data)), requires_grad);
        }

        private static unsafe Tensor OverArray(Array array, long[] sizes, ScalarType dtype, long offset, long bytes)
        {
            GCHandle pin = GCHandle.Alloc(array, GCHandleType.Pinned);
            return SharedBuffer.Lend((byte*)pin.AddrOfPinnedObject() + offset, bytes, sizes, null, dtype, pin.Free);
        }

        private static long[] SizesOf(Array array)
        {
            var sizes = new long[array.Rank];
            for (int i = 0; i < sizes.Length; i++)
            {
                sizes[i] = array.GetLongLength(i);
            }
            return sizes;
        }

        private static Tensor Moved(Tensor made, ScalarType type, ScalarType? dtype, Device? device)
        {
            if ((dtype ?? type) == type && (device == null || device.type == DeviceType.CPU))
            {
                return made;
            }
            using (made)
            {
                return Aten.To(made, dtype, device);
            }
        }

        private static void RequireCount(long[] sizes, long count)
        {
            long product = 1;
            foreach (long size in sizes)
            {
                product = checked(product * size);
            }
            if (product != count)
            {
                throw new ArgumentException($"The shape [{string.Join(", ", sizes)}] has {product} elements, but the memory has {count}.");
            }
        }
    }
}
