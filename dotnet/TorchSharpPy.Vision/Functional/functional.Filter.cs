using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Functional;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class transforms
        {
            public static partial class functional
            {
                /// <summary>Blurs an image.</summary>
                /// <param name="input">An image, [..., C, H, W].</param>
                /// <param name="kernelSize">The width and height of the kernel, odd; one number stands for both.</param>
                /// <param name="sigma">
                /// The standard deviations in x and y; one number stands for both; null to derive them from the size.
                /// </param>
                /// <exception cref="ArgumentException">
                /// A size is not odd, a deviation not positive, or there are not one or two of them.
                /// </exception>
                public static Tensor gaussian_blur(Tensor input, IList<long> kernelSize, IList<float>? sigma = null)
                {
                    Images.Require(input, nameof(input), 3);
                    long[] size = Both(kernelSize ?? throw new ArgumentNullException(nameof(kernelSize)), nameof(kernelSize));
                    if (size.Any(one => one <= 0 || one % 2 == 0))
                    {
                        throw new ArgumentException(
                            $"The sizes of the kernel must be odd and positive, not {new Size(size)}.", nameof(kernelSize));
                    }
                    float[] deviations = sigma == null || sigma.Count == 0
                        ? Array.ConvertAll(size, one => (one * 0.15f) + 0.35f)
                        : Both(sigma, nameof(sigma));
                    if (deviations.Any(one => !(one > 0)))
                    {
                        throw new ArgumentException(
                            $"The standard deviations must be positive, not {string.Join(" and ", deviations)}.", nameof(sigma));
                    }
                    using DisposeScope scope = NewDisposeScope();
                    ScalarType type = Images.FloatTypeOf(input);
                    Tensor across = Bell(size[0], deviations[0], type, input.device);
                    Tensor down = Bell(size[1], deviations[1], type, input.device);
                    Tensor kernel = down.unsqueeze(-1).mm(across.unsqueeze(0)).expand(input.size(-3), 1, -1, -1);
                    (long x, long y) = (size[0] / 2, size[1] / 2);
                    return Images.AsFloatBatch(input, batch => torch.nn.functional.conv2d(
                        torch.nn.functional.pad(batch, new[] { x, x, y, y }, "reflect"), kernel, groups: batch.size(1)))
                        .MoveToOuterDisposeScope();
                }

                /// <summary>Blurs an image.</summary>
                /// <param name="input">An image, [..., C, H, W].</param>
                /// <param name="kernel_size">The width and height of the kernel, odd.</param>
                /// <param name="sigma">The standard deviation.</param>
                public static Tensor gaussian_blur(Tensor input, long kernel_size, float sigma) =>
                    gaussian_blur(input, new[] { kernel_size }, new[] { sigma });

                /// <summary>Blurs an image.</summary>
                /// <param name="input">An image, [..., C, H, W].</param>
                /// <param name="kernelHeight">The height of the kernel, odd.</param>
                /// <param name="kernelWidth">The width of the kernel, odd.</param>
                /// <param name="sigma_x">The standard deviation in x.</param>
                /// <param name="sigma_y">The standard deviation in y.</param>
                public static Tensor gaussian_blur(Tensor input, long kernelHeight, long kernelWidth, float sigma_x, float sigma_y) =>
                    gaussian_blur(input, new[] { kernelWidth, kernelHeight }, new[] { sigma_x, sigma_y });

                /// <summary>Makes an image sharper or softer.</summary>
                /// <param name="img">An image of 1 or 3 channels.</param>
                /// <param name="sharpness">0 for a soft image, 1 for the image, 2 for twice as sharp.</param>
                /// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
                public static Tensor adjust_sharpness(Tensor img, double sharpness)
                {
                    Images.RequireColors(Images.Require(img, nameof(img), 3), nameof(img));
                    NotNegative(sharpness, nameof(sharpness));
                    if (img.size(-1) <= 2 || img.size(-2) <= 2)
                    {
                        return img.alias();
                    }
                    using DisposeScope scope = NewDisposeScope();
                    return Images.Blend(img, Softened(img), sharpness).MoveToOuterDisposeScope();
                }

                /// <summary>Shifts and scales each channel: (input - mean) / deviation.</summary>
                /// <param name="input">An image of floating-point numbers, [..., C, H, W].</param>
                /// <param name="means">A mean for each channel.</param>
                /// <param name="stdevs">A standard deviation for each channel.</param>
                /// <param name="dtype">The type of the means and deviations.</param>
                /// <exception cref="ArgumentException">The image is of integers, the counts do not fit, or a deviation is zero.</exception>
                public static Tensor normalize(Tensor input, double[] means, double[] stdevs, ScalarType dtype = ScalarType.Float32)
                {
                    Images.Require(input, nameof(input), 3);
                    if (!input.is_floating_point())
                    {
                        throw new ArgumentException(
                            $"Expected an image of floating-point numbers, not {input.dtype}: call convert_image_dtype first.",
                            nameof(input));
                    }
                    RequireForChannels(means, input, nameof(means));
                    RequireForChannels(stdevs, input, nameof(stdevs));
                    if (stdevs.Any(one => one == 0))
                    {
                        throw new ArgumentException("A standard deviation is zero.", nameof(stdevs));
                    }
                    using Tensor mean = torch.tensor(means, new long[] { means.Length, 1, 1 }, dtype, input.device);
                    using Tensor deviation = torch.tensor(stdevs, new long[] { stdevs.Length, 1, 1 }, dtype, input.device);
                    using Tensor shifted = input.sub(mean);
                    return shifted.div(deviation);
                }

                private static void RequireForChannels(double[] numbers, Tensor image, string name)
                {
                    if (numbers == null)
                    {
                        throw new ArgumentNullException(name);
                    }
                    if (numbers.Length != 1 && numbers.Length != image.size(-3))
                    {
                        throw new ArgumentException(
                            $"Expected one number, or one for each of {image.size(-3)} channels, not {numbers.Length}.", name);
                    }
                }

                private static T[] Both<T>(IList<T> numbers, string name) => numbers.Count == 2 ? numbers.ToArray()
                    : numbers.Count == 1 ? new[] { numbers[0], numbers[0] }
                    : throw new ArgumentException($"Expected one number, or two for x and y, not {numbers.Count}.", name);

                private static Tensor Bell(long size, float sigma, ScalarType type, Device device)
                {
                    Tensor x = torch.linspace(-(size - 1) * 0.5, (size - 1) * 0.5, size, type, device);
                    Tensor density = x.div(sigma).square().mul(-0.5).exp();
                    return density.div(density.sum());
                }

                // The mean of each pixel and its neighbors, the pixel five times; the border stays.
                private static Tensor Softened(Tensor image)
                {
                    ScalarType type = Images.FloatTypeOf(image);
                    Tensor kernel = torch.ones(new long[] { 3, 3 }, type, image.device);
                    kernel.narrow(0, 1, 1).narrow(1, 1, 1).fill_(5);
                    kernel = kernel.div(kernel.sum()).expand(image.size(-3), 1, 3, 3);
                    Tensor inner = Images.AsFloatBatch(image, batch => torch.nn.functional.conv2d(batch, kernel, groups: batch.size(1)));
                    Tensor softened = image.clone();
                    softened.narrow(-2, 1, image.size(-2) - 2).narrow(-1, 1, image.size(-1) - 2).copy_(inner);
                    return softened;
                }
            }
        }
    }
}
