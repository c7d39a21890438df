using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A random number from 0 to 1, without 1.</summary>
        /// <param name="generator">The generator; the default one if it is null.</param>
        public static float rand_float(Generator? generator = null)
        {
            using Tensor drawn = rand(new long[] { 1 }, ScalarType.Float32, OfGenerator(generator), generator: generator);
            return drawn.ToSingle();
        }

        /// <summary>A random number of the normal distribution with mean 0 and variance 1.</summary>
        /// <param name="generator">The generator; the default one if it is null.</param>
        public static float randn_float(Generator? generator = null)
        {
            using Tensor drawn = randn(new long[] { 1 }, ScalarType.Float32, OfGenerator(generator), generator: generator);
            return drawn.ToSingle();
        }

        /// <summary>False or true, at random.</summary>
        /// <param name="generator">The generator; the default one if it is null.</param>
        public static bool randint_bool(Generator? generator = null) => randint_long(0, 2, generator) == 1;

        /// <summary>A random number from 0 to high, without high.</summary>
        /// <param name="high">More than any result.</param>
        /// <param name="generator">The generator; the default one if it is null.</param>
        public static int randint_int(int high, Generator? generator = null) => randint_int(0, high, generator);

        /// <summary>A random number from low to high, without high.</summary>
        /// <param name="low">The least result.</param>
        /// <param name="high">More than any result.</param>
        /// <param name="generator">The generator; the default one if it is null.</param>
        public static int randint_int(int low, int high, Generator? generator = null) => (int)randint_long(low, high, generator);

        /// <summary>A random number from 0 to high, without high.</summary>
        /// <param name="high">More than any result.</param>
        /// <param name="generator">The generator; the default one if it is null.</param>
        public static long randint_long(long high, Generator? generator = null) => randint_long(0, high, generator);

        /// <summary>A random number from low to high, without high.</summary>
        /// <param name="low">The least result.</param>
        /// <param name="high">More than any result.</param>
        /// <param name="generator">The generator; the default one if it is null.</param>
        public static long randint_long(long low, long high, Generator? generator = null)
        {
            using Tensor drawn = randint(
                low, high, new long[] { 1 }, ScalarType.Int64, OfGenerator(generator), generator: generator);
            return drawn.ToInt64();
        }

        /// <summary>Fills a tensor, which gets the given size, with random numbers from 0 to 1.</summary>
        public static Tensor rand_out(Tensor input, params long[] sizes) => NotNull(input).rand_out(sizes);

        /// <summary>Fills a tensor, which gets the given size, with random integers from 0 to high, without high.</summary>
        public static Tensor randint_out(Tensor input, long high, long[] sizes) => NotNull(input).randint_out(high, sizes);

        /// <summary>Fills a tensor, which gets n elements, with the integers from 0 to n, without n, in random order.</summary>
        public static Tensor randperm_out(Tensor input, long n) => NotNull(input).randperm_out(n);

        /// <summary>Random numbers of gamma distributions with scale 1.</summary>
        /// <param name="input">The shapes of the distributions.</param>
        /// <param name="generator">The generator; the default one if it is null.</param>
        public static Tensor _standard_gamma(Tensor input, Generator? generator = null) =>
            OperatorCall.Begin(ref Aten._standard_gamma, "aten::_standard_gamma", "").With(input).With(generator).Tensor();

        /// <summary>Random numbers of Dirichlet distributions.</summary>
        /// <param name="input">The concentrations, along the last dimension.</param>
        /// <param name="generator">The generator; the default one if it is null.</param>
        public static Tensor _sample_dirichlet(Tensor input, Generator? generator = null) =>
            OperatorCall.Begin(ref Aten._sample_dirichlet, "aten::_sample_dirichlet", "").With(input).With(generator).Tensor();

        /// <summary>Where a generator draws; the CPU without one, whose numbers are read at once.</summary>
        private static Device OfGenerator(Generator? generator) => generator?.device ?? CPU;
    }
}
