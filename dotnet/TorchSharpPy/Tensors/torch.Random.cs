using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The numbers from 0 to n - 1 in random order.</summary>
        /// <param name="n">How many.</param>
        /// <param name="dtype">The element type.</param>
        /// <param name="device">Where the elements lie; the CPU where left out.</param>
        /// <param name="generator">Where the randomness is from; the device's default generator where left out.</param>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static Tensor randperm(long n, ScalarType dtype = ScalarType.Int64, Device? device = null, Generator? generator = null) =>
            TrainingOperators.Randperm.Call(n, generator, dtype, null, device);

        /// <summary>Integers drawn uniformly from [low, high).</summary>
        /// <param name="low">The least.</param>
        /// <param name="high">One more than the greatest.</param>
        /// <param name="size">The sizes of the dimensions.</param>
        /// <param name="dtype">The element type.</param>
        /// <param name="device">Where the elements lie; the CPU where left out.</param>
        /// <param name="generator">Where the randomness is from; the device's default generator where left out.</param>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static Tensor randint(
            long low, long high, long[] size, ScalarType dtype = ScalarType.Int64, Device? device = null, Generator? generator = null) =>
            TrainingOperators.Randint.Call(low, high, size, generator, dtype, null, device);
    }
}
