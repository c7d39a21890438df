using System;
using TorchSharpPy.Interop;
using TorchSharpPy.SharedMemory;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The elements of a contiguous CPU tensor, not a copy: writing changes the tensor.</summary>
            /// <remarks>
            /// A span keeps nothing alive. Use it only while the tensor is neither disposed nor forgotten (<c>using</c> and
            /// <see cref="GC.KeepAlive"/> do that), or use <see cref="AsMemory{T}"/>. Autograd does not see what is written.
            /// </remarks>
            /// <typeparam name="T">The C# type that matches the tensor's element type exactly.</typeparam>
            /// <exception cref="TorchTypeException">The elements have another type.</exception>
            /// <exception cref="InvalidOperationException">The elements are not on the CPU, or not in row-major order without gaps,
            /// or more than a span can have.</exception>
            public unsafe Span<T> AsSpan<T>()
                where T : unmanaged
            {
                RequireShareable<T>(nameof(AsSpan));
                using HandleLease lease = new HandleLease(this);
                long count = ReadInfo(lease.Native).Numel;
                return new Span<T>(ElementsOf(lease.Native, count), LengthOfSpan(count));
            }

            /// <summary>The elements of a contiguous CPU tensor, not a copy: writing changes the tensor.</summary>
            /// <remarks>The memory keeps the elements alive, also after the tensor was disposed. Keep it while a span of it is used.
            /// Autograd does not see what is written.</remarks>
            /// <typeparam name="T">The C# type that matches the tensor's element type exactly.</typeparam>
            /// <exception cref="TorchTypeException">The elements have another type.</exception>
            /// <exception cref="InvalidOperationException">The elements are not on the CPU, or not in row-major order without gaps,
            /// or more than a span can have.</exception>
            public Memory<T> AsMemory<T>()
                where T : unmanaged
            {
                RequireShareable<T>(nameof(AsMemory));
                return new TensorMemory<T>(this).Memory;
            }

            /// <summary>The address of the first element in CPU memory, valid while the tensor lives; zero if it has no elements.</summary>
            /// <exception cref="InvalidOperationException">The elements are not in CPU memory.</exception>
            public unsafe IntPtr data_ptr()
            {
                using HandleLease lease = new HandleLease(this);
                return (IntPtr)ElementsOf(lease.Native, ReadInfo(lease.Native).Numel);
            }

            /// <summary>The length of a span over so many elements.</summary>
            /// <exception cref="InvalidOperationException">A span cannot be so long.</exception>
            internal static int LengthOfSpan(long count) => count <= int.MaxValue
                ? (int)count
                : throw new InvalidOperationException(
                    $"The tensor has {count} elements, and a span at most {int.MaxValue}: take parts of it, such as narrow(0, 0, n).");

            private void RequireShareable<T>(string member)
                where T : unmanaged
            {
                ElementTypes.Require<T>(dtype);
                if (device.type != DeviceType.CPU)
                {
                    throw new InvalidOperationException($"The elements are on '{device}': call cpu() before {member}<T>().");
                }
                if (!is_contiguous())
                {
                    throw new InvalidOperationException(
                        $"The elements are not in row-major order without gaps: call contiguous() before {member}<T>(), which copies.");
                }
            }
        }
    }
}
