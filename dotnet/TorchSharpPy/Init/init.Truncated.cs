using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class init
            {
                /// <summary>How often numbers are drawn again, after which those that are left become the likeliest.</summary>
                private const int MostRounds = 10_000;

                /// <summary>Draws from the part of a normal distribution between two bounds.</summary>
                /// <param name="tensor">The tensor to fill.</param>
                /// <param name="mean">The mean of the whole distribution, best between the bounds.</param>
                /// <param name="std">Its standard deviation.</param>
                /// <param name="a">The lower bound.</param>
                /// <param name="b">The upper bound.</param>
                /// <param name="generator">The random numbers; the default generator if it is null.</param>
                /// <returns>The tensor.</returns>
                /// <remarks>
                /// A mean that is more than two deviations outside the bounds raises a warning. If hardly a number lies between the
                /// bounds, those that are not found in 10,000 rounds become the number between the bounds that is nearest to the mean.
                /// </remarks>
                /// <exception cref="ArgumentOutOfRangeException">The deviation is not positive, or the bounds are not in order.</exception>
                public static Tensor trunc_normal_(
                    Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
                {
                    if (!(std > 0) || double.IsInfinity(std))
                    {
                        throw new ArgumentOutOfRangeException(nameof(std), std, "The standard deviation must be positive and finite.");
                    }
                    if (!(a <= b) || double.IsNaN(mean) || double.IsInfinity(mean))
                    {
                        throw new ArgumentOutOfRangeException(
                            nameof(b), b, $"Expected a finite mean, and a lower bound up to the upper one, not {mean} and [{a}, {b}].");
                    }
                    if (NotNull(tensor).is_meta)
                    {
                        return tensor;
                    }
                    if (mean < a - (2 * std) || mean > b + (2 * std))
                    {
                        warnings.Pass(new TorchWarning(
                            "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution of values may be incorrect.",
                            string.Empty, 0, isDeprecation: false, isOfModel: false));
                    }
                    using DisposeScope scope = NewDisposeScope();
                    using (no_grad())
                    {
                        if (Below((b - mean) / std) - Below((a - mean) / std) > 0.3)
                        {
                            DrawAgainOutside(tensor, mean, std, Rounded(a, tensor), Rounded(b, tensor), generator);
                        }
                        else
                        {
                            AcceptByDensity(tensor, mean, std, a, b, generator);
                        }
                    }
                    return tensor;
                }

                /// <summary>The part of the normal distribution below a number.</summary>
                private static double Below(double x)
                {
                    using Tensor number = torch.tensor(x / Math.Sqrt(2.0), device: CPU);
                    using Tensor error = number.erf();
                    return (1.0 + error.ToDouble()) / 2.0;
                }

                /// <summary>A bound as the tensor's elements can have it.</summary>
                private static double Rounded(double bound, Tensor tensor)
                {
                    using Tensor number = torch.tensor(bound, tensor.dtype, CPU);
                    return number.ToDouble();
                }

                /// <summary>For wide bounds: draws the numbers again that lie outside.</summary>
                private static void DrawAgainOutside(
                    Tensor tensor, double mean, double std, double low, double high, Generator? generator)
                {
                    tensor.normal_(mean, std, generator);
                    while (true)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        Tensor outside = tensor.lt(low).bitwise_or(tensor.gt(high));
                        if (!outside.any().ToBoolean())
                        {
                            return;
                        }
                        Tensor again = torch.empty_like(tensor).normal_(mean, std, generator);
                        tensor.copy_(torch.where(outside, again, tensor));
                    }
                }

                /// <summary>For narrow bounds: accepts uniform numbers with a probability that the density gives.</summary>
                private static void AcceptByDensity(Tensor tensor, double mean, double std, double a, double b, Generator? generator)
                {
                    double mode = Math.Max(a, Math.Min(mean, b));
                    double peak = -0.5 * Math.Pow((mode - mean) / std, 2);
                    Tensor candidates = torch.empty_like(tensor);
                    Tensor chances = torch.empty_like(tensor);
                    tensor.uniform_(a, b, generator);
                    Tensor pending = Refused(candidates.copy_(tensor));
                    for (int round = 0; round < MostRounds && pending.any().ToBoolean(); round++)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        candidates.uniform_(a, b, generator);
                        tensor.copy_(torch.where(pending, candidates, tensor));
                        pending.bitwise_and_(Refused(candidates));
                    }
                    tensor.masked_fill_(pending, mode); // nothing, unless the bounds are far from the mean

                    Tensor Refused(Tensor numbers)
                    {
                        numbers.sub_(mean).div_(std).pow_(2).mul_(-0.5).sub_(peak);
                        return chances.uniform_(generator: generator).log_().gt(numbers);
                    }
                }
            }
        }
    }
}
