using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Tensors;
using TorchSharpPy.Utils;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The element of a tensor with exactly one.</summary>
            /// <typeparam name="T">A number type or bool. Integers, bool and floats are not converted to integers or bool.</typeparam>
            /// <exception cref="TorchTypeException">The element is not a <typeparamref name="T"/>.</exception>
            /// <exception cref="OverflowException">The element is out of the range of <typeparamref name="T"/>.</exception>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public T item<T>()
                where T : unmanaged
            {
                if (ElementTypes.IsSmallFloat<T>.Value && ElementTypes.Of(typeof(T)) == dtype)
                {
                    return ItemInMemory<T>();
                }
                Scalar value = ToScalar();
                return ScalarReader.TryRead(value, out T read) ? read : ScalarReader.Read<T>(value, dtype);
            }

            /// <summary>The only element of a type that a <see cref="Scalar"/> does not keep.</summary>
            private T ItemInMemory<T>()
                where T : unmanaged
            {
                ToScalar().ToObject(); // checks the number of elements
                using Tensor here = cpu();
                using TensorAccessor<T> elements = here.data<T>();
                return elements[0];
            }

            /// <summary>The element of a tensor with exactly one.</summary>
            /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
            public unsafe Scalar ToScalar()
            {
                using HandleLease lease = new HandleLease(this);
                NativeValue value;
                int status = NativeMethods.tsp_tensor_item(lease.Native, &value);
                if (status == (int)TorchErrorKind.Value && NumberOfElements != 1)
                {
                    throw new InvalidOperationException(
                        $"The tensor has {NumberOfElements} elements: item() needs a tensor with exactly one.");
                }
                Status.Check(status);
                return Scalar.Take(&value);
            }

            /// <summary>The only element as an int, without its fraction.</summary>
            public int ToInt32() => checked((int)ToInt64());

            /// <summary>The only element as a long, without its fraction.</summary>
            public long ToInt64() => ToScalar().ToInt64();

            /// <summary>The only element as a float.</summary>
            public float ToSingle() => (float)ToDouble();

            /// <summary>The only element as a double.</summary>
            public double ToDouble() => ToScalar().ToDouble();

            /// <summary>Whether the only element is not zero.</summary>
            public bool ToBoolean() => ToScalar().ToBoolean();

            /// <summary>Reads the elements in row-major order, without a copy if the memory has that order.</summary>
            /// <typeparam name="T">The C# type that matches the tensor's element type exactly.</typeparam>
            /// <exception cref="TorchTypeException">The elements have another type.</exception>
            /// <exception cref="InvalidOperationException">The elements are not on the CPU.</exception>
            public TensorAccessor<T> data<T>()
                where T : unmanaged
            {
                ElementTypes.Require<T>(dtype);
                if (device.type != DeviceType.CPU)
                {
                    throw new InvalidOperationException($"The elements are on '{device}': call cpu() before data<T>().");
                }
                return is_contiguous()
                    ? new TensorAccessor<T>(this, ownsTensor: false)
                    : new TensorAccessor<T>(Materialize(), ownsTensor: true);
            }

            /// <summary>The address of the elements in CPU memory. Keep a lease while reading them.</summary>
            /// <exception cref="InvalidOperationException">The elements are not in memory, or their number has changed.</exception>
            internal static unsafe void* ElementsOf(IntPtr handle, long expected)
            {
                TensorInfo info = ReadInfo(handle);
                if (info.Numel != expected)
                {
                    throw new InvalidOperationException(
                        $"The tensor had {expected} elements when data<T>() was called, and now has {info.Numel}: call data<T>() again.");
                }
                return info.Data != null || expected == 0
                    ? info.Data
                    : throw new InvalidOperationException("The tensor has no elements in memory.");
            }

            /// <summary>The elements in row-major order, after the conjugation and negation that libtorch delays.</summary>
            private Tensor Materialize()
            {
                using Tensor conjugated = resolve_conj();
                using Tensor negated = conjugated.resolve_neg();
                return negated.contiguous();
            }
        }
    }
}
