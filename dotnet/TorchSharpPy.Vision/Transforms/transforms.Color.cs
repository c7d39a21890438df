using TorchSharpPy.Functional;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class transforms
        {
            /// <summary>Makes images brighter or darker. See <see cref="functional.adjust_brightness"/>.</summary>
            /// <param name="brightness_factor">0 for black, 1 for the image, 2 for twice as bright.</param>
            public static ITransform AdjustBrightness(double brightness_factor) =>
                new Step(input => functional.adjust_brightness(input, brightness_factor));

            /// <summary>Changes the contrast of images. See <see cref="functional.adjust_contrast"/>.</summary>
            /// <param name="contrast_factor">0 for gray, 1 for the image, 2 for twice the contrast.</param>
            public static ITransform AdjustContrast(double contrast_factor) =>
                new Step(input => functional.adjust_contrast(input, contrast_factor));

            /// <summary>Corrects the gamma of images. See <see cref="functional.adjust_gamma"/>.</summary>
            /// <param name="gamma">Above 1, dark parts become darker; below 1, lighter.</param>
            /// <param name="gain">A factor.</param>
            public static ITransform AdjustGamma(double gamma, double gain = 1.0) =>
                new Step(input => functional.adjust_gamma(input, gamma, gain));

            /// <summary>Shifts the hue of images. See <see cref="functional.adjust_hue"/>.</summary>
            /// <param name="hue_factor">How far: 1 is the whole circle of colors.</param>
            public static ITransform AdjustHue(double hue_factor) => new Step(input => functional.adjust_hue(input, hue_factor));

            /// <summary>Makes the colors of images stronger or weaker. See <see cref="functional.adjust_saturation"/>.</summary>
            /// <param name="saturation_factor">0 for gray, 1 for the image, 2 for twice the saturation.</param>
            public static ITransform AdjustSaturation(double saturation_factor) =>
                new Step(input => functional.adjust_saturation(input, saturation_factor));

            /// <summary>Makes images sharper or softer. See <see cref="functional.adjust_sharpness"/>.</summary>
            /// <param name="sharpness">0 for a soft image, 1 for the image, 2 for twice as sharp.</param>
            public static ITransform AdjustSharpness(double sharpness) =>
                new Step(input => functional.adjust_sharpness(input, sharpness));

            /// <summary>Stretches each channel from black to white. See <see cref="functional.autocontrast"/>.</summary>
            public static ITransform AutoContrast() => new Step(functional.autocontrast);

            /// <summary>Spreads the brightness of each channel evenly. See <see cref="functional.equalize"/>.</summary>
            public static ITransform Equalize() => new Step(functional.equalize);

            /// <summary>Inverts images. See <see cref="functional.invert"/>.</summary>
            public static ITransform Invert() => new Step(functional.invert);

            /// <summary>Keeps the upper bits of each byte. See <see cref="functional.posterize"/>.</summary>
            /// <param name="bits">How many bits to keep, 0 to 8.</param>
            public static ITransform Posterize(int bits) => new Step(input => functional.posterize(input, bits));

            /// <summary>Inverts what is at least as bright as a threshold. See <see cref="functional.solarize"/>.</summary>
            /// <param name="threshold">The threshold.</param>
            public static ITransform Solarize(double threshold) => new Step(input => functional.solarize(input, threshold));

            /// <summary>Converts RGB to gray. See <see cref="functional.rgb_to_grayscale"/>.</summary>
            /// <param name="outputChannels">1, or 3 for three equal channels.</param>
            public static ITransform Grayscale(int outputChannels = 1) =>
                new Step(input => functional.rgb_to_grayscale(input, outputChannels));

            /// <summary>Converts the elements. See <see cref="functional.convert_image_dtype"/>.</summary>
            /// <param name="dtype">The new type.</param>
            public static ITransform ConvertImageDtype(ScalarType dtype) => new Step(input => functional.convert_image_dtype(input, dtype));

            /// <summary>Converts the elements. See <see cref="functional.convert_image_dtype"/>.</summary>
            /// <param name="dtype">The new type.</param>
            public static ITransform ConvertImageDType(ScalarType dtype) => ConvertImageDtype(dtype);

            /// <summary>Shifts and scales each channel. See <see cref="functional.normalize"/>.</summary>
            /// <param name="means">A mean for each channel.</param>
            /// <param name="stdevs">A standard deviation for each channel.</param>
            /// <param name="dtype">The type of the means and deviations.</param>
            /// <param name="device">Where the result shall be; where the image is by default.</param>
            public static ITransform Normalize(
                double[] means, double[] stdevs, ScalarType dtype = ScalarType.Float32, Device? device = null) => new Step(input =>
            {
                if (device is null)
                {
                    return functional.normalize(input, means, stdevs, dtype);
                }
                using Tensor there = input.to(device);
                return functional.normalize(there, means, stdevs, dtype);
            });

            /// <summary>Makes three channels gray with a probability.</summary>
            /// <param name="p">The probability.</param>
            public static ITransform RandomGrayscale(double p = 0.1) =>
                Randomize(new Step(input => functional.rgb_to_grayscale(input, (int)Images.ChannelsOf(input))), p);

            /// <summary>Makes images sharper or softer with a probability.</summary>
            /// <param name="sharpness">0 for a soft image, 1 for the image, 2 for twice as sharp.</param>
            /// <param name="p">The probability.</param>
            public static ITransform RandomAdjustSharpness(double sharpness, double p = 0.5) => Randomize(AdjustSharpness(sharpness), p);

            /// <summary>Stretches each channel from black to white with a probability.</summary>
            /// <param name="p">The probability.</param>
            public static ITransform RandomAutoContrast(double p = 0.5) => Randomize(AutoContrast(), p);

            /// <summary>Spreads the brightness of each channel evenly with a probability.</summary>
            /// <param name="p">The probability.</param>
            public static ITransform Equalize(double p) => Randomize(Equalize(), p);

            /// <summary>Inverts images with a probability.</summary>
            /// <param name="p">The probability.</param>
            public static ITransform RandomInvert(double p = 0.5) => Randomize(Invert(), p);

            /// <summary>Keeps the upper bits of each byte with a probability.</summary>
            /// <param name="bits">How many bits to keep, 0 to 8.</param>
            /// <param name="p">The probability.</param>
            public static ITransform RandomPosterize(int bits, double p = 0.5) => Randomize(Posterize(bits), p);

            /// <summary>Inverts what is at least as bright as a threshold, with a probability.</summary>
            /// <param name="threshold">The threshold.</param>
            /// <param name="p">The probability.</param>
            public static ITransform RandomSolarize(double threshold, double p = 0.5) => Randomize(Solarize(threshold), p);
        }
    }
}
