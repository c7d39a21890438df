using System.Collections.Generic;
using Augment = TorchSharpPy.AutoAugment;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class transforms
        {
            /// <summary>Two changes that belong together, from a policy learned on a dataset.</summary>
            /// <param name="policy">The policy.</param>
            /// <param name="interpolation">Nearest or Bilinear.</param>
            /// <param name="fill">What is outside of the image: a number for all channels or one for each; zeros by default.</param>
            /// <param name="generator">Where the random numbers come from.</param>
            /// <exception cref="System.ArgumentOutOfRangeException">There is no such policy.</exception>
            public static ITransform AutoAugment(
                autoaugment.AutoAugmentPolicy policy = autoaugment.AutoAugmentPolicy.ImageNet,
                InterpolationMode interpolation = InterpolationMode.Nearest, IList<float>? fill = null, Generator? generator = null) =>
                new Augment.PolicyAugment(policy, interpolation, fill, generator);

            /// <summary>Several random changes of one magnitude.</summary>
            /// <param name="num_ops">How many changes.</param>
            /// <param name="magnitude">How much they change, as the number of a bin.</param>
            /// <param name="num_magnitude_bins">The number of bins.</param>
            /// <param name="interpolation">Nearest or Bilinear.</param>
            /// <param name="fill">What is outside of the image: a number for all channels or one for each; zeros by default.</param>
            /// <param name="generator">Where the random numbers come from.</param>
            /// <exception cref="System.ArgumentOutOfRangeException">A number is out of range.</exception>
            public static ITransform RandAugment(
                int num_ops = 2, int magnitude = 9, int num_magnitude_bins = 31,
                InterpolationMode interpolation = InterpolationMode.Nearest, IList<float>? fill = null, Generator? generator = null) =>
                new Augment.RandAugment(num_ops, magnitude, num_magnitude_bins, interpolation, fill, generator);

            /// <summary>One random change of a random magnitude.</summary>
            /// <param name="num_magnitude_bins">The number of magnitudes.</param>
            /// <param name="interpolation">Nearest or Bilinear.</param>
            /// <param name="fill">What is outside of the image: a number for all channels or one for each; zeros by default.</param>
            /// <param name="generator">Where the random numbers come from.</param>
            /// <exception cref="System.ArgumentOutOfRangeException">A number is out of range.</exception>
            public static ITransform TrivialAugmentWide(
                int num_magnitude_bins = 31, InterpolationMode interpolation = InterpolationMode.Nearest, IList<float>? fill = null,
                Generator? generator = null) =>
                new Augment.TrivialAugmentWide(num_magnitude_bins, interpolation, fill, generator);

            /// <summary>A mix of the image and several chains of random changes.</summary>
            /// <param name="severity">How much the changes change, 1 to 10.</param>
            /// <param name="mixture_width">The number of chains.</param>
            /// <param name="chain_depth">The number of changes of a chain; by default any from 1 to 3.</param>
            /// <param name="alpha">The parameter of the distribution of the mixture.</param>
            /// <param name="all_ops">Whether brightness, color, contrast and sharpness change, too.</param>
            /// <param name="interpolation">Nearest or Bilinear.</param>
            /// <param name="fill">What is outside of the image: a number for all channels or one for each; zeros by default.</param>
            /// <param name="generator">Where the random numbers come from.</param>
            /// <exception cref="System.ArgumentOutOfRangeException">A number is out of range.</exception>
            public static ITransform AugMix(
                int severity = 3, int mixture_width = 3, int chain_depth = -1, double alpha = 1.0, bool all_ops = true,
                InterpolationMode interpolation = InterpolationMode.Bilinear, IList<float>? fill = null, Generator? generator = null) =>
                new Augment.AugMix(severity, mixture_width, chain_depth, alpha, all_ops, interpolation, fill, generator);
        }
    }
}
