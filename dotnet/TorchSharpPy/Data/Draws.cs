using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Data
{
    /// <summary>Random numbers of samplers: the same as Python's samplers draw, at the same times.</summary>
    internal static class Draws
    {
        /// <summary>A seed, as Python draws them.</summary>
        internal static long Seed(Generator? generator)
        {
            using Tensor seed = empty(Array.Empty<long>(), dtype: ScalarType.Int64);
            seed.random_(generator);
            return seed.item<long>();
        }

        /// <summary>A generator that an own one, or else the default one, seeds. Dispose it if it is not the given one.</summary>
        internal static Generator Seeded(Generator? given)
        {
            if (given != null)
            {
                return given;
            }
            var own = new Generator();
            own.manual_seed(Seed(null));
            return own;
        }

        /// <summary>The numbers from 0 to count in a random order.</summary>
        internal static long[] Permutation(long count, Generator? generator)
        {
            using Tensor drawn = randperm(count, generator: generator);
            return drawn.data<long>().ToArray();
        }

        /// <summary>Numbers from 0 to high, which may repeat.</summary>
        internal static long[] Numbers(long high, long count, Generator generator)
        {
            using Tensor drawn = randint(high, new[] { count }, generator: generator);
            return drawn.data<long>().ToArray();
        }
    }
}
