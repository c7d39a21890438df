using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Settings;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Whether there is a CUDA device that this libtorch can use.</summary>
        public static bool cuda_is_available() => cuda.is_available();

        /// <summary>The GPUs that CUDA drives.</summary>
        public static unsafe class cuda
        {
            /// <summary>Whether there is a CUDA device that this libtorch can use.</summary>
            public static bool is_available() => device_count() > 0;

            /// <summary>Whether this libtorch has cuDNN, and there is a CUDA device.</summary>
            public static bool is_cudnn_available() => is_available() && Setting.Get<bool>("cudnn.available");

            /// <summary>The number of CUDA devices that this libtorch can use.</summary>
            public static int device_count() => checked((int)NativeCall.Read<long>(
                count => NativeMethods.tsp_device_count((int)DeviceType.CUDA, count)));

            /// <summary>Seeds the default generator of the current CUDA device; does nothing without one.</summary>
            public static void manual_seed(long seed)
            {
                if (is_available())
                {
                    using Generator generator = Generator.DefaultOf(CUDA);
                    generator.manual_seed(seed);
                }
            }

            /// <summary>Seeds the default generators of all CUDA devices; does nothing without any.</summary>
            public static void manual_seed_all(long seed)
            {
                int count = device_count();
                for (int i = 0; i < count; i++)
                {
                    using Generator generator = Generator.DefaultOf(new Device(DeviceType.CUDA, i));
                    generator.manual_seed(seed);
                }
            }

            /// <summary>The seed that the default generator of the current CUDA device started with.</summary>
            /// <exception cref="DeviceException">There is no CUDA device.</exception>
            public static long initial_seed()
            {
                using Generator generator = Generator.DefaultOf(CUDA);
                return generator.initial_seed();
            }

            /// <summary>The state of a CUDA device's default generator.</summary>
            /// <param name="device">The device; the current one by default.</param>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public static Tensor get_rng_state(Device? device = null)
            {
                using Generator generator = Generator.DefaultOf(OfCuda(device));
                return generator.get_state();
            }

            /// <summary>Sets the state of a CUDA device's default generator.</summary>
            /// <param name="new_state">A state from <see cref="get_rng_state"/>.</param>
            /// <param name="device">The device; the current one by default.</param>
            /// <exception cref="DeviceException">The device is not available.</exception>
            public static void set_rng_state(Tensor new_state, Device? device = null)
            {
                using Generator generator = Generator.DefaultOf(OfCuda(device));
                generator.set_state(new_state);
            }

            /// <summary>Waits until a CUDA device has done all that was given to it.</summary>
            /// <param name="device">The device; the current one by default.</param>
            /// <exception cref="DeviceException">The device is not available.</exception>
            /// <exception cref="ArgumentException">The device is not a CUDA device.</exception>
            public static void synchronize(Device? device = null)
            {
                NativeLibraryLoader.EnsureLoaded();
                using var name = new PinnedText(OfCuda(device).ToString());
                Status.Check(NativeMethods.tsp_device_synchronize(name.Native));
            }

            private static Device OfCuda(Device? device) => device == null || device.type == DeviceType.CUDA
                ? device ?? CUDA
                : throw new ArgumentException($"Expected a CUDA device, such as 'cuda:0', not '{device}'.", nameof(device));
        }
    }
}
