using TorchSharpPy.Settings;

namespace TorchSharpPy
{
    public static partial class torch
    {
        private const string DefaultType = "default_dtype";

        private static volatile Device? chosenDevice;

        /// <summary>The device of new tensors that are given none; null for the CPU.</summary>
        internal static Device? ChosenDevice => chosenDevice;

        /// <summary>Sets the element type of new tensors that are given none, in the whole process.</summary>
        /// <param name="dtype">A floating-point type.</param>
        /// <remarks>
        /// It applies to the functions that make tensors, such as <c>zeros</c> and <c>rand</c>, and to results of integers that
        /// become floating point, such as those of <c>div</c>. <c>tensor</c> takes the type of the C# numbers.
        /// </remarks>
        /// <exception cref="TorchValueException">The type is not one of floating-point numbers.</exception>
        public static void set_default_dtype(ScalarType dtype) => Setting.Set(DefaultType, (long)dtype);

        /// <summary>The element type of new tensors that are given none: Float32 unless it was set.</summary>
        public static ScalarType get_default_dtype() => (ScalarType)Setting.Get<long>(DefaultType);

        /// <summary>Sets the device of new tensors that are given none.</summary>
        /// <param name="device">The device, such as <c>"cuda:0"</c>; null for the CPU.</param>
        /// <remarks>
        /// It applies to the C# functions that make tensors, in the whole process: <c>zeros</c>, <c>rand</c>, <c>tensor</c> and so on.
        /// It does not apply to <c>torch.jit.load</c>, to functions with a model tensor such as <c>zeros_like</c>, to TorchScript
        /// code, or to Python, which has a default device of its own.
        /// </remarks>
        /// <exception cref="DeviceException">The device is not available. The default stays as it was.</exception>
        public static void set_default_device(Device? device)
        {
            bool isCpu = device == null || device.type == DeviceType.CPU;
            if (!isCpu)
            {
                empty(new long[] { 0 }, device: device).Dispose(); // fails if it is not available
            }
            chosenDevice = isCpu ? null : device;
        }

        /// <summary>The device of new tensors that are given none: the CPU unless it was set.</summary>
        public static Device get_default_device() => chosenDevice ?? CPU;
    }
}
