using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;
using TorchSharpPy.Jit;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A random number generator, independent of the default one.</summary>
        public sealed unsafe class Generator : IDisposable
        {
            // c10::detail::default_rng_seed_val
            private const ulong UsualSeed = 67280421310721;

            private readonly ObjectHandle handle;

            /// <summary>Creates a generator with PyTorch's default seed.</summary>
            /// <param name="device">The device of the numbers; the CPU by default.</param>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public Generator(Device? device = null)
                : this(UsualSeed, device)
            {
            }

            /// <summary>Creates a generator with a seed.</summary>
            /// <param name="seed">The seed, of which all 64 bits are used.</param>
            /// <param name="device">The device of the numbers; the CPU by default.</param>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public Generator(ulong seed, Device? device = null)
                : this(Create(device ?? CPU)) => manual_seed(unchecked((long)seed));

            /// <summary>Takes ownership of a native generator.</summary>
            internal Generator(ObjectHandle handle)
            {
                this.handle = handle;
            }

            /// <summary>The default generator of the CPU, which operators use if they are given none.</summary>
            /// <remarks>Each time a new object: dispose it or let the collector do it, the generator stays.</remarks>
            public static Generator Default => DefaultOf(CPU);

            /// <summary>The device of the numbers.</summary>
            public Device device
            {
                get
                {
                    NativeValue value = handle.Read<NativeValue>(NativeMethods.tsp_generator_device);
                    return Conv<Device>.Instance.Take(&value);
                }
            }

            /// <summary>The native object, for leases.</summary>
            internal ObjectHandle Handle => handle;

            /// <summary>Restarts with a seed.</summary>
            /// <returns>This generator.</returns>
            public Generator manual_seed(long seed)
            {
                handle.Run(generator => NativeMethods.tsp_generator_seed_set(generator, seed));
                return this;
            }

            /// <summary>The seed that it started with last.</summary>
            public long initial_seed() => handle.Read<long>(NativeMethods.tsp_generator_seed_get);

            /// <summary>Restarts with a seed that cannot be predicted.</summary>
            /// <returns>The seed.</returns>
            public long seed() => handle.Read<long>(NativeMethods.tsp_generator_reseed);

            /// <summary>The state, as a tensor of bytes on the CPU: a copy.</summary>
            public Tensor get_state() => new Tensor(handle.Read<IntPtr>(NativeMethods.tsp_generator_state_get));

            /// <summary>Goes on from a state.</summary>
            /// <param name="value">A state of a generator of the same kind of device.</param>
            /// <exception cref="ScriptRuntimeException">The tensor is not such a state.</exception>
            public void set_state(Tensor value)
            {
                using HandleLease state = new HandleLease(value ?? throw new ArgumentNullException(nameof(value)));
                IntPtr native = state.Native;
                handle.Run(generator => NativeMethods.tsp_generator_state_set(generator, native));
            }

            /// <summary>Releases the generator. Later uses throw <see cref="ObjectDisposedException"/>.</summary>
            public void Dispose() => handle.Dispose();

            /// <summary>The default generator of a device.</summary>
            /// <exception cref="DeviceException">The device is not available.</exception>
            internal static Generator DefaultOf(Device device)
            {
                using var name = new PinnedText(device.ToString());
                return new Generator(Owned(NativeCall.Read<IntPtr>(
                    generator => NativeMethods.tsp_generator_default(name.Native, generator))));
            }

            private static ObjectHandle Create(Device device)
            {
                using var name = new PinnedText(device.ToString());
                return Owned(NativeCall.Read<IntPtr>(generator => NativeMethods.tsp_generator_create(name.Native, generator)));
            }

            private static ObjectHandle Owned(IntPtr generator) => new ObjectHandle(generator, nameof(Generator));
        }
    }
}
