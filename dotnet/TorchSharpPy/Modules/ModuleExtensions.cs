using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    /// <summary>Moves and casts modules, as in PyTorch; each method returns the module it was called on.</summary>
    /// <remarks>
    /// <para>Floating point tensors are cast; integer and bool tensors never are. Complex tensors are cast by <c>to</c>, but not by
    /// <c>half</c>, <c>bfloat16</c>, <c>float</c> and <c>double</c>. Gradients are moved and cast too.</para>
    /// <para>The tensors stay the same objects and get new elements, so an optimizer that holds them keeps working.</para>
    /// </remarks>
    public static class ModuleExtensions
    {
        /// <summary>Moves the parameters and buffers, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="device">The device.</param>
        /// <param name="non_blocking">Whether copies from and to pinned memory run asynchronously.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        /// <exception cref="ScriptRuntimeException">A running call uses a tensor that would change.</exception>
        public static T to<T>(this T module, torch.Device device, bool non_blocking = false)
            where T : torch.nn.Module => Move(module, new Moving(device, null, false, non_blocking));

        /// <summary>Moves the parameters and buffers, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="deviceType">The kind of device.</param>
        /// <param name="deviceIndex">The index of the device; -1 for the current one.</param>
        /// <param name="non_blocking">Whether copies from and to pinned memory run asynchronously.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        /// <exception cref="ScriptRuntimeException">A running call uses a tensor that would change.</exception>
        public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
            where T : torch.nn.Module => module.to(new torch.Device(deviceType, deviceIndex), non_blocking);

        /// <summary>Casts the parameters and buffers that are floating point or complex, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="type">A floating point or complex type.</param>
        /// <param name="non_blocking">Whether copies from and to pinned memory run asynchronously.</param>
        /// <exception cref="TorchValueException">The type is an integer type or bool.</exception>
        public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false)
            where T : torch.nn.Module => Move(module, new Moving(null, Moving.Checked(type), false, non_blocking));

        /// <summary>Moves the parameters and buffers, and casts those that are floating point or complex, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="device">The device.</param>
        /// <param name="type">A floating point or complex type.</param>
        /// <param name="non_blocking">Whether copies from and to pinned memory run asynchronously.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        /// <exception cref="ScriptRuntimeException">A running call uses a tensor that would change.</exception>
        /// <exception cref="TorchValueException">The type is an integer type or bool.</exception>
        public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false)
            where T : torch.nn.Module => Move(module, new Moving(device, Moving.Checked(type), false, non_blocking));

        /// <summary>Moves the parameters and buffers to the CPU, in place.</summary>
        public static T cpu<T>(this T module)
            where T : torch.nn.Module => module.to(torch.CPU);

        /// <summary>Moves the parameters and buffers to a GPU, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="deviceIndex">The index of the GPU; -1 for the current one.</param>
        /// <exception cref="DeviceException">There is no such GPU, or libtorch was built without CUDA.</exception>
        public static T cuda<T>(this T module, int deviceIndex = -1)
            where T : torch.nn.Module => module.to(DeviceType.CUDA, deviceIndex);

        /// <summary>Casts floating point parameters and buffers to float16, in place.</summary>
        public static T half<T>(this T module)
            where T : torch.nn.Module => Cast(module, torch.ScalarType.Float16);

        /// <summary>Casts floating point parameters and buffers to bfloat16, in place.</summary>
        public static T bfloat16<T>(this T module)
            where T : torch.nn.Module => Cast(module, torch.ScalarType.BFloat16);

        /// <summary>Casts floating point parameters and buffers to float32, in place.</summary>
        public static T @float<T>(this T module)
            where T : torch.nn.Module => Cast(module, torch.ScalarType.Float32);

        /// <summary>Casts floating point parameters and buffers to float64, in place.</summary>
        public static T @double<T>(this T module)
            where T : torch.nn.Module => Cast(module, torch.ScalarType.Float64);

        /// <summary>Casts floating point and complex parameters and buffers to complex64, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="non_blocking">Whether copies from and to pinned memory run asynchronously.</param>
        public static T cfloat<T>(this T module, bool non_blocking = false)
            where T : torch.nn.Module => module.to(torch.ScalarType.ComplexFloat32, non_blocking);

        /// <summary>Casts floating point and complex parameters and buffers to complex128, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="non_blocking">Whether copies from and to pinned memory run asynchronously.</param>
        public static T cdouble<T>(this T module, bool non_blocking = false)
            where T : torch.nn.Module => module.to(torch.ScalarType.ComplexFloat64, non_blocking);

        /// <summary>Moves the parameters and buffers, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="device">The device, such as "cuda:0".</param>
        /// <param name="non_blocking">Whether copies from and to pinned memory run asynchronously.</param>
        /// <exception cref="DeviceException">The device is not available.</exception>
        public static T to<T>(this T module, string device, bool non_blocking = false)
            where T : torch.nn.Module => module.to(new torch.Device(device), non_blocking);

        /// <summary>Moves the parameters and buffers to a tensor's device, and casts them to its type, in place.</summary>
        /// <param name="module">The module.</param>
        /// <param name="other">The tensor, of a floating point or complex type.</param>
        /// <param name="non_blocking">Whether copies from and to pinned memory run asynchronously.</param>
        /// <exception cref="TorchValueException">The tensor has integers or bools.</exception>
        public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false)
            where T : torch.nn.Module
        {
            torch.Tensor given = other ?? throw new System.ArgumentNullException(nameof(other));
            return module.to(given.device, given.dtype, non_blocking);
        }

        /// <summary>Sets whether autograd records operations on the parameters.</summary>
        public static T requires_grad_<T>(this T module, bool requires_grad = true)
            where T : torch.nn.Module
        {
            module.SetRequiresGrad(requires_grad);
            return module;
        }

        private static T Cast<T>(T module, torch.ScalarType type)
            where T : torch.nn.Module => Move(module, new Moving(null, type, realOnly: true));

        private static T Move<T>(T module, Moving moving)
            where T : torch.nn.Module
        {
            module.MoveTo(moving);
            return module;
        }
    }
}
