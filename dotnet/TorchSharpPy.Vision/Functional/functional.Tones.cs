using System;
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
                /// <summary>Keeps the upper bits of each byte.</summary>
                /// <param name="input">An image of bytes.</param>
                /// <param name="bits">How many bits to keep, 0 to 8.</param>
                /// <exception cref="ArgumentException">The image is not of bytes, or the bits are not from 0 to 8.</exception>
                public static Tensor posterize(Tensor input, int bits)
                {
                    RequireBytes(input);
                    if (bits < 0 || bits > 8)
                    {
                        throw new ArgumentOutOfRangeException(nameof(bits), bits, "A byte has 0 to 8 bits to keep.");
                    }
                    return input.bitwise_and((0xff << (8 - bits)) & 0xff);
                }

                /// <summary>Inverts what is at least as bright as a threshold.</summary>
                /// <param name="input">An image of 1 or 3 channels.</param>
                /// <param name="threshold">The threshold.</param>
                /// <exception cref="ArgumentOutOfRangeException">The threshold is brighter than any image.</exception>
                public static Tensor solarize(Tensor input, double threshold)
                {
                    double bound = Images.MaxValue(Images.RequireColors(input, nameof(input)).dtype);
                    if (!(threshold <= bound))
                    {
                        throw new ArgumentOutOfRangeException(nameof(threshold), threshold, $"The threshold must be at most {bound}.");
                    }
                    using Tensor inverted = invert(input);
                    using Tensor isBright = input.ge(threshold);
                    return torch.where(isBright, inverted, input);
                }

                /// <summary>Stretches each channel from black to white.</summary>
                /// <param name="input">An image of 1 or 3 channels.</param>
                public static Tensor autocontrast(Tensor input)
                {
                    double bound = Images.MaxValue(Images.RequireColors(input, nameof(input)).dtype);
                    using DisposeScope scope = NewDisposeScope();
                    ScalarType type = Images.FloatTypeOf(input);
                    Tensor least = input.amin(new long[] { -2, -1 }, keepdim: true).to(type);
                    Tensor most = input.amax(new long[] { -2, -1 }, keepdim: true).to(type);
                    Tensor scale = most.sub(least).reciprocal().mul(bound);
                    Tensor isFlat = scale.isfinite().logical_not();
                    Tensor stretched = input.sub(least.masked_fill(isFlat, 0)).mul(scale.masked_fill(isFlat, 1));
                    return stretched.clamp(0, bound).to(input.dtype).MoveToOuterDisposeScope();
                }

                /// <summary>Spreads the brightness of each channel evenly.</summary>
                /// <param name="input">An image of bytes with 1 or 3 channels, or a batch of them.</param>
                /// <exception cref="ArgumentException">The image is not of bytes, or has other dimensions.</exception>
                public static Tensor equalize(Tensor input)
                {
                    RequireBytes(input);
                    Images.RequireColors(input, nameof(input));
                    using DisposeScope scope = NewDisposeScope();
                    (long height, long width) = Images.SizeOf(input);
                    Tensor channels = input.reshape(-1, height * width);
                    Tensor[] spread = channels.unbind(0).Select(Spread).ToArray();
                    return torch.stack(spread).view(input.shape).MoveToOuterDisposeScope();
                }

                private static void RequireBytes(Tensor input)
                {
                    Images.Require(input, nameof(input));
                    if (input.dtype != ScalarType.Byte)
                    {
                        throw new ArgumentException($"Expected an image of bytes, not of {input.dtype}.", nameof(input));
                    }
                }

                private static Tensor Spread(Tensor channel)
                {
                    using Tensor counts = channel.bincount(minlength: 256);
                    using Tensor here = counts.cpu();
                    long[] histogram = here.data<long>().ToArray();
                    int brightest = Array.FindLastIndex(histogram, count => count > 0);
                    long step = brightest < 0 ? 0 : (channel.numel() - histogram[brightest]) / 255;
                    if (step == 0)
                    {
                        return channel;
                    }
                    var table = new byte[256];
                    long below = 0;
                    for (int i = 0; i < 256; i++)
                    {
                        table[i] = i == 0 ? (byte)0 : (byte)Math.Min((below + (step / 2)) / step, 255);
                        below += histogram[i];
                    }
                    using Tensor lookup = torch.tensor(table, device: channel.device);
                    using Tensor index = channel.to(ScalarType.Int64);
                    return lookup.index_select(0, index);
                }
            }
        }
    }
}
