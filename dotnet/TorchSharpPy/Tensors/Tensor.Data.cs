using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Utils;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The one element of a tensor that has just one.</summary>
            /// <typeparam name="T">A number type or bool; integers and bool are not converted to each other or from floats.</typeparam>
            /// <exception cref="TorchTypeException">The element is no <typeparamref name="T"/>.</exception>
            /// <exception cref="OverflowException">The element is out of the range of <typeparamref name="T"/>.</exception>
            /// <exception cref="InvalidOperationException">The tensor has none or several elements.</exception>
            public T item<T>()
                where T : unmanaged => ScalarReader.Read<T>(ToScalar(), dtype);

            /// <summary>The one element of a tensor that has just one.</summary>
            /// <exception cref="InvalidOperationException">The tensor has none or several elements.</exception>
            public Scalar ToScalar()
            {
                long count = NumberOfElements;
                return count == 1
                    ? Operators.Item.Call(this)
                    : throw new InvalidOperationException(
                        $"The tensor has {count} elements: item() needs a tensor with exactly one.");
            }

            /// <summary>The one element as an int; fractions are cut off.</summary>
            public int ToInt32() => checked((int)ToInt64());

            /// <summary>The one element as a long; fractions are cut off.</summary>
            public long ToInt64() => ToScalar().ToInt64();

            /// <summary>The one element as a float.</summary>
            public float ToSingle() => (float)ToDouble();

            /// <summary>The one element as a double.</summary>
            public double ToDouble() => ToScalar().ToDouble();

            /// <summary>Whether the one element is not zero.</summary>
            public bool ToBoolean() => ToScalar().ToBoolean();

            /// <summary>Reads the elements in row-major order, without a copy where they lie so in CPU memory.</summary>
            /// <typeparam name="T">The C# type of exactly the tensor's element type.</typeparam>
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

            /// <summary>Where the elements are in CPU memory. Keep a lease while reading there.</summary>
            /// <exception cref="InvalidOperationException">There are none in memory, or not as many as expected.</exception>
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

            /// <summary>The elements in row-major order, with what libtorch put off done: conjugation and negation.</summary>
            private Tensor Materialize()
            {
                using Tensor conjugated = Operators.ResolveConj.Call(this);
                using Tensor negated = Operators.ResolveNeg.Call(conjugated);
                return negated.contiguous();
            }
        }
    }
}
