using System;
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

            /// <summary>Releases the generator. Later uses throw <see cref="ObjectDisposedException"/>.</summary>
            public void Dispose() => handle.Dispose();

            private static ObjectHandle Create(Device device)
            {
                using var name = new PinnedText(device.ToString());
                return new ObjectHandle(
                    NativeCall.Read<IntPtr>(generator => NativeMethods.tsp_generator_create(name.Native, generator)), nameof(Generator));
            }
        }
    }
}
