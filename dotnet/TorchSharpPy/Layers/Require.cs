using System;

namespace TorchSharpPy.Layers
{
    /// <summary>Checks the arguments that layers are made with.</summary>
    internal static class Require
    {
        /// <summary>A size that may be 0.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
        internal static long NotNegative(long value, string name) => value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Expected a number that is not negative.");

        /// <summary>A size that is at least 1.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
        internal static long Positive(long value, string name) => value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Expected a positive number.");

        /// <summary>A number that is greater than another.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is not greater.</exception>
        internal static double Greater(double value, double bound, string name) => value > bound
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"Expected a number greater than {bound}.");

        /// <summary>A tensor.</summary>
        /// <exception cref="ArgumentNullException">There is none.</exception>
        internal static torch.Tensor NotNull(torch.Tensor? input) => input ?? throw new ArgumentNullException(nameof(input));

        /// <summary>A probability.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is not from 0 to 1.</exception>
        internal static double Probability(double value, string name) => value >= 0 && value <= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Expected a probability, from 0 to 1.");

        /// <summary>The sizes of dimensions.</summary>
        /// <exception cref="ArgumentNullException">There are none.</exception>
        internal static long[] Sizes(torch.IntList given, string name) =>
            given.IsMissing ? throw new ArgumentNullException(name) : given.ToArray();

        /// <summary>One number for each dimension; a single number stands for all.</summary>
        /// <param name="given">The numbers.</param>
        /// <param name="dimensions">How many there must be.</param>
        /// <param name="name">The parameter that they are given for.</param>
        /// <exception cref="ArgumentException">There are more or fewer.</exception>
        internal static long[] Each(torch.IntList given, int dimensions, string name)
        {
            long[] numbers = Sizes(given, name);
            if (numbers.Length == dimensions)
            {
                return numbers;
            }
            if (numbers.Length != 1)
            {
                throw new ArgumentException($"Expected 1 or {dimensions} numbers, not {given}.", name);
            }
            var all = new long[dimensions];
            Array.Fill(all, numbers[0]);
            return all;
        }

        /// <summary>The numbers that are given, or others if there are none.</summary>
        internal static torch.IntList Or(torch.IntList? given, torch.IntList otherwise) =>
            given is torch.IntList numbers && !numbers.IsMissing ? numbers : otherwise;

        /// <summary>One number for each dimension, or others if none are given.</summary>
        /// <exception cref="ArgumentException">There are more or fewer.</exception>
        internal static long[] Each(torch.IntList? given, torch.IntList otherwise, int dimensions, string name) =>
            Each(Or(given, otherwise), dimensions, name);

        /// <summary>One number for each dimension, none less than the least; a single number stands for all.</summary>
        /// <exception cref="ArgumentException">There are more or fewer.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A number is less.</exception>
        internal static long[] EachAtLeast(long least, torch.IntList given, int dimensions, string name)
        {
            long[] numbers = Each(given, dimensions, name);
            return Array.TrueForAll(numbers, number => number >= least)
                ? numbers
                : throw new ArgumentOutOfRangeException(
                    name, given.ToString(), $"Expected numbers that are {(least > 0 ? "positive" : "not negative")}.");
        }

        /// <summary>A tensor of one of some numbers of dimensions.</summary>
        /// <param name="input">The tensor.</param>
        /// <param name="least">The least number of dimensions.</param>
        /// <param name="most">The greatest.</param>
        /// <exception cref="ArgumentException">The tensor has fewer or more.</exception>
        internal static void Dimensions(torch.Tensor input, int least, int most)
        {
            long dimensions = NotNull(input).ndim;
            if (dimensions < least || dimensions > most)
            {
                string expected = least == most ? $"{least}" : $"{least} or {most}";
                throw new ArgumentException($"Expected a tensor of {expected} dimensions, not {dimensions}.", nameof(input));
            }
        }
    }
}
