using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Transforms
{
    /// <summary>Random numbers, drawn as torchvision draws them: the same seed gives the same images.</summary>
    internal static class Draws
    {
        internal static double Uniform(double from, double to, Generator? generator = null)
        {
            using Tensor number = torch.empty(1);
            number.uniform_(from, to, generator!);
            return number.item<float>();
        }

        /// <summary>An integer below a bound.</summary>
        internal static int Integer(long high, Generator? generator = null) => Integer(0, high, generator);

        /// <summary>An integer from low on, below a bound.</summary>
        internal static int Integer(long low, long high, Generator? generator = null)
        {
            using Tensor number = torch.randint(low, high, new long[] { 1 }, generator: generator!);
            return number.ToInt32();
        }

        /// <summary>True with a probability.</summary>
        internal static bool Chance(double p)
        {
            using Tensor number = torch.rand(1);
            return number.item<float>() < p;
        }

        /// <summary>0 to count - 1 in any order.</summary>
        internal static long[] Order(long count)
        {
            using Tensor order = torch.randperm(count);
            return order.data<long>().ToArray();
        }

        /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 1.</exception>
        internal static double RequireProbability(double p) => p >= 0 && p <= 1 ? p : throw new ArgumentOutOfRangeException(
            nameof(p), p, "A probability must be from 0 to 1.");
    }
}
