namespace TorchSharpPy
{
    /// <summary>Moving modules between devices; each method returns the module it was called on.</summary>
    public static class ModuleExtensions
    {
        /// <summary>Moves the parameters and buffers, in place.</summary>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static T to<T>(this T module, torch.Device device)
            where T : torch.nn.Module
        {
            module.MoveTo(device);
            return module;
        }

        /// <summary>Moves the parameters and buffers, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="deviceType">The kind of device.</param>
        /// <param name="deviceIndex">Which device of that kind; -1 for the current one.</param>
        /// <exception cref="DeviceException">The device is not there.</exception>
        public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1)
            where T : torch.nn.Module => module.to(new torch.Device(deviceType, deviceIndex));

        /// <summary>Moves the parameters and buffers to the CPU, in place.</summary>
        public static T cpu<T>(this T module)
            where T : torch.nn.Module => module.to(torch.CPU);

        /// <summary>Moves the parameters and buffers to a GPU, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="deviceIndex">Which GPU; -1 for the current one.</param>
        /// <exception cref="DeviceException">There is no such GPU, or libtorch was built without CUDA.</exception>
        public static T cuda<T>(this T module, int deviceIndex = -1)
            where T : torch.nn.Module => module.to(DeviceType.CUDA, deviceIndex);
    }
}
