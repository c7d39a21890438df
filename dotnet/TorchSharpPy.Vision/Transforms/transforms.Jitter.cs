using System;
using System.Collections.Generic;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class transforms
        {
            /// <summary>Changes brightness, contrast, saturation and hue by random amounts, in any order.</summary>
            /// <param name="brightness">How far the factor of brightness may be from 1.</param>
            /// <param name="contrast">How far the factor of contrast may be from 1.</param>
            /// <param name="saturation">How far the factor of saturation may be from 1.</param>
            /// <param name="hue">How far the hue may move, at most 0.5.</param>
            /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the hue is greater than 0.5.</exception>
            public static ITransform ColorJitter(float brightness = 0, float contrast = 0, float saturation = 0, float hue = 0) =>
                new Jitter(
                    Around(brightness, nameof(brightness)), Around(contrast, nameof(contrast)), Around(saturation, nameof(saturation)),
                    Hues((-hue, hue)));

            /// <summary>Changes brightness, contrast, saturation and hue by random amounts, in any order.</summary>
            /// <param name="brightness">The least and the greatest factor of brightness.</param>
            /// <param name="contrast">The least and the greatest factor of contrast.</param>
            /// <param name="saturation">The least and the greatest factor of saturation.</param>
            /// <param name="hue">How far the hue moves, at least -0.5 and at most 0.5.</param>
            /// <exception cref="ArgumentOutOfRangeException">A range is not in order, or exceeds its bounds.</exception>
            public static ITransform ColorJitter(
                (float, float) brightness, (float, float) contrast, (float, float) saturation, (float, float) hue) =>
                new Jitter(
                    Factors(brightness, nameof(brightness)), Factors(contrast, nameof(contrast)), Factors(saturation, nameof(saturation)),
                    Hues(hue));

            /// <summary>Blurs images.</summary>
            /// <param name="kernelSize">The width and height of the kernel, odd; one number stands for both.</param>
            /// <param name="sigma">The standard deviation.</param>
            public static ITransform GaussianBlur(IList<long> kernelSize, float sigma) =>
                new Step(input => functional.gaussian_blur(input, kernelSize, new[] { sigma }));

            /// <summary>Blurs images by random amounts.</summary>
            /// <param name="kernelSize">The width and height of the kernel, odd; one number stands for both.</param>
            /// <param name="min">The least standard deviation.</param>
            /// <param name="max">The greatest standard deviation.</param>
            /// <exception cref="ArgumentOutOfRangeException">The deviations are not positive and in order.</exception>
            public static ITransform GaussianBlur(IList<long> kernelSize, float min = 0.1f, float max = 2.0f)
            {
                RequireRange((min, max), double.Epsilon, "sigma");
                return new Step(input => functional.gaussian_blur(input, kernelSize, new[] { (float)Draws.Uniform(min, max) }));
            }

            /// <summary>Blurs images.</summary>
            /// <param name="kernelSize">The width and height of the kernel, odd.</param>
            /// <param name="sigma">The standard deviation.</param>
            public static ITransform GaussianBlur(long kernelSize, float sigma) => GaussianBlur(new[] { kernelSize }, sigma);

            /// <summary>Blurs images by random amounts.</summary>
            /// <param name="kernelSize">The width and height of the kernel, odd.</param>
            /// <param name="min">The least standard deviation.</param>
            /// <param name="max">The greatest standard deviation.</param>
            public static ITransform GaussianBlur(long kernelSize, float min = 0.1f, float max = 2.0f) =>
                GaussianBlur(new[] { kernelSize }, min, max);

            /// <summary>Blurs images.</summary>
            /// <param name="kernelHeight">The height of the kernel, odd.</param>
            /// <param name="kernelWidth">The width of the kernel, odd.</param>
            /// <param name="sigma">The standard deviation.</param>
            public static ITransform GaussianBlur(long kernelHeight, long kernelWidth, float sigma) =>
                GaussianBlur(new[] { kernelWidth, kernelHeight }, sigma);

            /// <summary>Blurs images by random amounts.</summary>
            /// <param name="kernelHeight">The height of the kernel, odd.</param>
            /// <param name="kernelWidth">The width of the kernel, odd.</param>
            /// <param name="min">The least standard deviation.</param>
            /// <param name="max">The greatest standard deviation.</param>
            public static ITransform GaussianBlur(long kernelHeight, long kernelWidth, float min = 0.1f, float max = 2.0f) =>
                GaussianBlur(new[] { kernelWidth, kernelHeight }, min, max);

            private static (double, double) Around(float reach, string name) => reach >= 0 && reach < float.PositiveInfinity
                ? (Math.Max(0.0, 1.0 - reach), 1.0 + reach)
                : throw new ArgumentOutOfRangeException(name, reach, "Expected a number that is not negative.");

            private static (double, double) Factors((float, float) range, string name) => RequireRange(range, 0, name);

            private static (double, double) Hues((float from, float to) hue) => hue.from >= -0.5 && hue.from <= hue.to && hue.to <= 0.5
                ? ((double)hue.from, (double)hue.to)
                : throw new ArgumentOutOfRangeException(nameof(hue), hue, "The hue must move by -0.5 to 0.5.");
        }
    }
}
