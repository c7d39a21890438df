using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class init
            {
                /// <summary>Draws from the uniform distribution.</summary>
                /// <param name="tensor">The tensor to fill.</param>
                /// <param name="low">The lower bound.</param>
                /// <param name="high">The upper bound.</param>
                /// <param name="generator">The random numbers; the default generator if it is null.</param>
                /// <returns>The tensor.</returns>
                public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null)
                {
                    using (no_grad())
                    {
                        return NotNull(tensor).uniform_(low, high, generator);
                    }
                }

                /// <summary>Draws from the normal distribution.</summary>
                /// <param name="tensor">The tensor to fill.</param>
                /// <param name="mean">The mean.</param>
                /// <param name="std">The standard deviation.</param>
                /// <param name="generator">The random numbers; the default generator if it is null.</param>
                /// <returns>The tensor.</returns>
                public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
                {
                    using (no_grad())
                    {
                        return NotNull(tensor).normal_(mean, std, generator);
                    }
                }

                /// <summary>Draws from a uniform distribution that keeps the variance of results and gradients (Glorot).</summary>
                /// <param name="tensor">The weight to fill: [out, in, ...].</param>
                /// <param name="gain">A factor; see <see cref="calculate_gain"/>.</param>
                /// <param name="generator">The random numbers; the default generator if it is null.</param>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
                public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0, Generator? generator = null)
                {
                    double bound = Math.Sqrt(3.0) * XavierDeviation(tensor, gain);
                    return uniform_(tensor, -bound, bound, generator);
                }

                /// <summary>Draws from a normal distribution that keeps the variance of results and gradients (Glorot).</summary>
                /// <param name="tensor">The weight to fill: [out, in, ...].</param>
                /// <param name="gain">A factor; see <see cref="calculate_gain"/>.</param>
                /// <param name="generator">The random numbers; the default generator if it is null.</param>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
                public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0, Generator? generator = null) =>
                    normal_(tensor, 0, XavierDeviation(tensor, gain), generator);

                /// <summary>The same as <see cref="xavier_uniform_"/>.</summary>
                /// <param name="tensor">The weight to fill: [out, in, ...].</param>
                /// <param name="gain">A factor; see <see cref="calculate_gain"/>.</param>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
                public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);

                /// <summary>The same as <see cref="xavier_normal_"/>.</summary>
                /// <param name="tensor">The weight to fill: [out, in, ...].</param>
                /// <param name="gain">A factor; see <see cref="calculate_gain"/>.</param>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
                public static Tensor glorot_normal_(Tensor tensor, double gain = 1.0) => xavier_normal_(tensor, gain);

                /// <summary>Draws from a uniform distribution that keeps the variance through rectifiers (He).</summary>
                /// <param name="tensor">The weight to fill: [out, in, ...]. One without elements stays as it is.</param>
                /// <param name="a">The negative slope of the rectifier; only LeakyReLU uses it.</param>
                /// <param name="mode">Whether results or gradients keep their variance.</param>
                /// <param name="nonlinearity">The rectifier.</param>
                /// <param name="generator">The random numbers; the default generator if it is null.</param>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
                public static Tensor kaiming_uniform_(
                    Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                    NonlinearityType nonlinearity = NonlinearityType.LeakyReLU, Generator? generator = null)
                {
                    double bound = Math.Sqrt(3.0) * KaimingDeviation(tensor, a, mode, nonlinearity);
                    return tensor.numel() == 0 ? tensor : uniform_(tensor, -bound, bound, generator);
                }

                /// <summary>Draws from a normal distribution that keeps the variance through rectifiers (He).</summary>
                /// <param name="tensor">The weight to fill: [out, in, ...]. One without elements stays as it is.</param>
                /// <param name="a">The negative slope of the rectifier; only LeakyReLU uses it.</param>
                /// <param name="mode">Whether results or gradients keep their variance.</param>
                /// <param name="nonlinearity">The rectifier.</param>
                /// <param name="generator">The random numbers; the default generator if it is null.</param>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
                public static Tensor kaiming_normal_(
                    Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                    NonlinearityType nonlinearity = NonlinearityType.LeakyReLU, Generator? generator = null)
                {
                    double deviation = KaimingDeviation(tensor, a, mode, nonlinearity);
                    return tensor.numel() == 0 ? tensor : normal_(tensor, 0, deviation, generator);
                }

                private static double XavierDeviation(Tensor tensor, double gain)
                {
                    (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                    return fanIn + fanOut > 0 ? gain * Math.Sqrt(2.0 / (fanIn + fanOut)) : throw new ArgumentException(
                        $"A weight of the shape {new Size(tensor.shape)} has no inputs and outputs to scale by.", nameof(tensor));
                }

                private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
                {
                    (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                    double gain = calculate_gain(nonlinearity, a);
                    return mode == FanInOut.FanIn ? gain / Math.Sqrt(fanIn)
                        : mode == FanInOut.FanOut ? gain / Math.Sqrt(fanOut)
                        : throw new ArgumentOutOfRangeException(nameof(mode), mode, "Expected a value of FanInOut.");
                }
            }
        }
    }
}
