using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The numbers from 0 to n - 1 in random order.</summary>
        /// <param name="n">The number of elements.</param>
        /// <param name="dtype">The element type.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="generator">The random generator; the device's default generator by default.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor randperm(long n, ScalarType dtype = ScalarType.Int64, Device? device = null, Generator? generator = null) =>
            TrainingOperators.Randperm.Call(n, generator, dtype, null, device);

        /// <summary>Integers drawn uniformly from [low, high).</summary>
        /// <param name="low">The lowest integer.</param>
        /// <param name="high">The end of the range, which is excluded.</param>
        /// <param name="size">The sizes of the dimensions.</param>
        /// <param name="dtype">The element type.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <param name="generator">The random generator; the device's default generator by default.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static Tensor randint(
            long low, long high, long[] size, ScalarType dtype = ScalarType.Int64, Device? device = null, Generator? generator = null) =>
            TrainingOperators.Randint.Call(low, high, size, generator, dtype, null, device);
    }
}
