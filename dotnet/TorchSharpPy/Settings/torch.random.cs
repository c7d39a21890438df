using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Seeds the default random generators of all devices.</summary>
        /// <returns>The default generator of the CPU.</returns>
        public static Generator manual_seed(long seed)
        {
            NativeLibraryLoader.EnsureLoaded();
            Status.Check(NativeMethods.tsp_seed_set(seed));
            return Generator.Default;
        }

        /// <summary>Seeds the default random generators of all devices with a number that cannot be predicted.</summary>
        /// <returns>The number.</returns>
        public static long seed()
        {
            using Generator generator = Generator.Default;
            long seed = generator.seed();
            Status.Check(NativeMethods.tsp_seed_set(seed));
            return seed;
        }

        /// <summary>The seed that the default generator of the CPU started with: all 64 bits, so it may be negative.</summary>
        public static long initial_seed()
        {
            using Generator generator = Generator.Default;
            return generator.initial_seed();
        }

        /// <summary>The state of the default generator of the CPU, as a tensor of bytes.</summary>
        public static Tensor get_rng_state()
        {
            using Generator generator = Generator.Default;
            return generator.get_state();
        }

        /// <summary>Sets the state of the default generator of the CPU.</summary>
        /// <param name="new_state">A state from <see cref="get_rng_state"/>.</param>
        /// <exception cref="ScriptRuntimeException">The tensor is not such a state.</exception>
        public static void set_rng_state(Tensor new_state)
        {
            using Generator generator = Generator.Default;
            generator.set_state(new_state);
        }

        /// <summary>The default random generators.</summary>
        public static class random
        {
            /// <inheritdoc cref="torch.manual_seed"/>
            public static Generator manual_seed(long seed) => torch.manual_seed(seed);

            /// <inheritdoc cref="torch.seed"/>
            public static long seed() => torch.seed();

            /// <inheritdoc cref="torch.initial_seed"/>
            public static long initial_seed() => torch.initial_seed();

            /// <inheritdoc cref="torch.get_rng_state"/>
            public static Tensor get_rng_state() => torch.get_rng_state();

            /// <inheritdoc cref="torch.set_rng_state"/>
            public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
        }
    }
}
