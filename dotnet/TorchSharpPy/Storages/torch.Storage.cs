using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Whether an object is the storage of a tensor.</summary>
        public static bool is_storage(object? obj) => obj is Storage;

        public unsafe partial class Tensor
        {
            /// <summary>The memory of the tensor and its views, as a list of elements.</summary>
            /// <typeparam name="T">The C# type of the elements.</typeparam>
            /// <returns>A new object over the same memory, which lives as long as it is used.</returns>
            /// <exception cref="TorchTypeException">The elements have another type.</exception>
            /// <exception cref="ScriptRuntimeException">The tensor has no storage, for example because it is sparse.</exception>
            public Storage<T> storage<T>()
                where T : unmanaged
            {
                ElementTypes.Require<T>(dtype);
                long count = Read<long>(NativeMethods.tsp_tensor_storage_size) / ElementSize;
                using Tensor plain = detach();
                return new Storage<T>(plain.as_strided(new[] { count }, new[] { 1L }, 0));
            }
        }

        /// <summary>The memory of a tensor. All tensors that are views of each other have the same.</summary>
        public abstract class Storage : IDisposable
        {
            private readonly Lazy<Tensor> elements;

            private protected Storage(Tensor elements)
                : this(() => elements)
            {
                GC.KeepAlive(Elements);
            }

            /// <summary>Creates a storage whose elements are made when they are first used.</summary>
            private protected Storage(Func<Tensor> elements)
            {
                this.elements = new Lazy<Tensor>(() => elements().DetachFromDisposeScope());
            }

            /// <summary>The elements, as a tensor of one dimension.</summary>
            private protected Tensor Elements => elements.Value;

            /// <summary>Whether there is a tensor of the elements.</summary>
            private protected bool IsMade => elements.IsValueCreated;

            /// <summary>The device that holds the memory.</summary>
            public Device device => Elements.device;

            /// <summary>The size of one element in bytes.</summary>
            public int element_size() => (int)Elements.ElementSize;

            /// <summary>The size in bytes.</summary>
            public ulong nbytes() => (ulong)(Elements.NumberOfElements * Elements.ElementSize);

            /// <summary>The address of the memory, valid while a tensor uses it.</summary>
            /// <exception cref="InvalidOperationException">The memory is not the CPU's.</exception>
            public IntPtr data_ptr() => Elements.data_ptr();

            /// <summary>A copy with elements of another type.</summary>
            public Storage<bool> @bool() => Cast<bool>(ScalarType.Bool);

            /// <inheritdoc cref="@bool"/>
            public Storage<byte> @byte() => Cast<byte>(ScalarType.Byte);

            /// <inheritdoc cref="@bool"/>
            public Storage<sbyte> @char() => Cast<sbyte>(ScalarType.Int8);

            /// <inheritdoc cref="@bool"/>
            public Storage<short> @short() => Cast<short>(ScalarType.Int16);

            /// <inheritdoc cref="@bool"/>
            public Storage<int> @int() => Cast<int>(ScalarType.Int32);

            /// <inheritdoc cref="@bool"/>
            public Storage<long> @long() => Cast<long>(ScalarType.Int64);

            /// <inheritdoc cref="@bool"/>
            public Storage<float> @float() => Cast<float>(ScalarType.Float32);

            /// <inheritdoc cref="@bool"/>
            public Storage<double> @double() => Cast<double>(ScalarType.Float64);

            /// <inheritdoc cref="@bool"/>
            public Storage<(float, float)> complex_float() => Cast<(float, float)>(ScalarType.ComplexFloat32);

            /// <inheritdoc cref="@bool"/>
            public Storage<System.Numerics.Complex> complex_double() => Cast<System.Numerics.Complex>(ScalarType.ComplexFloat64);

            /// <summary>Gives up this object. The memory lives as long as a tensor uses it.</summary>
            public void Dispose() => Elements.Dispose();

            private Storage<TOther> Cast<TOther>(ScalarType dtype)
                where TOther : unmanaged => new Storage<TOther>(Elements.to(dtype, copy: true));
        }
    }
}
