using System;
using TorchSharpPy.Functional;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class transforms
        {
            /// <summary>Functions on images [..., C, H, W], as in torchvision.transforms.functional.</summary>
            public static partial class functional
            {
                /// <summary>The channels, height and width of an image.</summary>
                /// <param name="img">An image, [..., C, H, W] or [H, W].</param>
                /// <exception cref="ArgumentException">The tensor is not an image.</exception>
                public static (long channels, long height, long width) get_dimensions(Tensor img)
                {
                    (long height, long width) = Images.SizeOf(Images.Require(img, nameof(img)));
                    return (Images.ChannelsOf(img), height, width);
                }

                /// <summary>
                /// Converts the elements, so that full brightness stays full brightness: 255 of a byte is 1.0 of a float.
                /// </summary>
                /// <param name="image">An image.</param>
                /// <param name="dtype">The new type.</param>
                /// <exception cref="ArgumentException">The floats cannot hold the integers without loss.</exception>
                public static Tensor convert_image_dtype(Tensor image, ScalarType dtype = ScalarType.Float32)
                {
                    if (image is null)
                    {
                        throw new ArgumentNullException(nameof(image));
                    }
                    if (image.dtype == dtype)
                    {
                        return image.alias();
                    }
                    using DisposeScope scope = NewDisposeScope();
                    bool toFloat = torch.is_floating_point(dtype);
                    double from = Images.MaxValue(image.dtype);
                    double to = Images.MaxValue(dtype);
                    Tensor result;
                    if (image.is_floating_point())
                    {
                        result = toFloat ? image.to(dtype) : FromFloats(image, dtype, to);
                    }
                    else if (toFloat)
                    {
                        result = image.to(dtype).div(from);
                    }
                    else if (from > to)
                    {
                        result = image.div(Ratio(from, to), "floor").to(dtype);
                    }
                    else
                    {
                        result = image.to(dtype).mul(Ratio(to, from));
                    }
                    return result.MoveToOuterDisposeScope();
                }

                /// <summary>The negative of an image.</summary>
                /// <param name="input">An image.</param>
                public static Tensor invert(Tensor input)
                {
                    ScalarType type = Images.Require(input, nameof(input)).dtype;
                    if (input.is_floating_point())
                    {
                        return torch.rsub(input, 1.0);
                    }
                    return torch.rsub(input, type == ScalarType.Int64 ? long.MaxValue : (long)Images.MaxValue(type));
                }

                /// <summary>Converts RGB to gray.</summary>
                /// <param name="input">An image of 1 or 3 channels.</param>
                /// <param name="num_output_channels">1, or 3 for three equal channels.</param>
                /// <exception cref="ArgumentException">The image or the number has other channels.</exception>
                public static Tensor rgb_to_grayscale(Tensor input, int num_output_channels = 1)
                {
                    if (num_output_channels != 1 && num_output_channels != 3)
                    {
                        throw new ArgumentOutOfRangeException(
                            nameof(num_output_channels), num_output_channels, "The result can have 1 or 3 channels.");
                    }
                    Images.RequireColors(Images.Require(input, nameof(input), 3), nameof(input));
                    using DisposeScope scope = NewDisposeScope();
                    Tensor gray = input;
                    if (input.size(-3) == 3)
                    {
                        Tensor[] rgb = input.unbind(-3);
                        gray = rgb[0].mul(0.2989).add(rgb[1].mul(0.587)).add(rgb[2].mul(0.114)).to(input.dtype).unsqueeze(-3);
                    }
                    return (num_output_channels == 1 ? gray.alias() : torch.cat(new[] { gray, gray, gray }, -3)).MoveToOuterDisposeScope();
                }

                /// <summary>Makes an image brighter or darker.</summary>
                /// <param name="img">An image of 1 or 3 channels.</param>
                /// <param name="brightness_factor">0 for black, 1 for the image, 2 for twice as bright.</param>
                /// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
                public static Tensor adjust_brightness(Tensor img, double brightness_factor)
                {
                    Images.RequireColors(img, nameof(img));
                    NotNegative(brightness_factor, nameof(brightness_factor));
                    using DisposeScope scope = NewDisposeScope();
                    return Images.Blend(img, torch.zeros_like(img), brightness_factor).MoveToOuterDisposeScope();
                }

                /// <summary>Changes the contrast of an image.</summary>
                /// <param name="img">An image of 1 or 3 channels.</param>
                /// <param name="contrast_factor">0 for gray, 1 for the image, 2 for twice the contrast.</param>
                /// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
                public static Tensor adjust_contrast(Tensor img, double contrast_factor)
                {
                    Images.RequireColors(Images.Require(img, nameof(img), 3), nameof(img));
                    NotNegative(contrast_factor, nameof(contrast_factor));
                    using DisposeScope scope = NewDisposeScope();
                    Tensor gray = rgb_to_grayscale(img).to(Images.FloatTypeOf(img));
                    Tensor mean = gray.mean(new long[] { -3, -2, -1 }, keepdim: true);
                    return Images.Blend(img, mean, contrast_factor).MoveToOuterDisposeScope();
                }

                /// <summary>Makes the colors of an image stronger or weaker.</summary>
                /// <param name="img">An image of 1 or 3 channels.</param>
                /// <param name="saturation_factor">0 for gray, 1 for the image, 2 for twice the saturation.</param>
                /// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
                public static Tensor adjust_saturation(Tensor img, double saturation_factor)
                {
                    Images.RequireColors(Images.Require(img, nameof(img), 3), nameof(img));
                    NotNegative(saturation_factor, nameof(saturation_factor));
                    using DisposeScope scope = NewDisposeScope();
                    Tensor result = img.size(-3) == 1 ? img.alias() : Images.Blend(img, rgb_to_grayscale(img), saturation_factor);
                    return result.MoveToOuterDisposeScope();
                }

                /// <summary>Corrects the gamma: gain * image ^ gamma.</summary>
                /// <param name="img">An image.</param>
                /// <param name="gamma">Above 1, dark parts become darker; below 1, lighter.</param>
                /// <param name="gain">A factor.</param>
                /// <exception cref="ArgumentOutOfRangeException">The gamma is negative.</exception>
                public static Tensor adjust_gamma(Tensor img, double gamma, double gain = 1.0)
                {
                    Images.Require(img, nameof(img));
                    NotNegative(gamma, nameof(gamma));
                    using DisposeScope scope = NewDisposeScope();
                    Tensor floats = img.is_floating_point() ? img : convert_image_dtype(img);
                    return convert_image_dtype(floats.pow(gamma).mul(gain).clamp(0, 1), img.dtype).MoveToOuterDisposeScope();
                }

                /// <summary>Shifts the hue of an image.</summary>
                /// <param name="img">An image of 1 or 3 channels.</param>
                /// <param name="hue_factor">How far: 1 is the whole circle of colors, and so changes nothing.</param>
                /// <param name="degrees">Whether 360 is the whole circle.</param>
                public static Tensor adjust_hue(Tensor img, double hue_factor, bool degrees = false)
                {
                    Images.RequireColors(Images.Require(img, nameof(img), 3), nameof(img));
                    if (img.size(-3) == 1)
                    {
                        return img.alias();
                    }
                    using DisposeScope scope = NewDisposeScope();
                    Tensor floats = img.is_floating_point() ? img : convert_image_dtype(img);
                    Tensor shifted = Hue.Shift(floats, degrees ? hue_factor / 360 : hue_factor);
                    return convert_image_dtype(shifted, img.dtype).MoveToOuterDisposeScope();
                }

                private static void NotNegative(double factor, string name)
                {
                    if (!(factor >= 0))
                    {
                        throw new ArgumentOutOfRangeException(name, factor, "The factor must not be negative.");
                    }
                }

                private static long Ratio(double greater, double smaller) => (long)((greater + 1) / (smaller + 1));

                private static Tensor FromFloats(Tensor image, ScalarType type, double bound)
                {
                    bool isTooLong = type == ScalarType.Int64 || (type == ScalarType.Int32 && image.dtype == ScalarType.Float32);
                    if (isTooLong && image.dtype != ScalarType.Float16)
                    {
                        throw new ArgumentException($"{image.dtype} cannot hold all numbers of {type}.", nameof(type));
                    }
                    return image.mul(bound + 1.0 - 1e-3).to(type);
                }
            }
        }
    }
}
