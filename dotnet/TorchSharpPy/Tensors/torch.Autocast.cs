using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static unsafe partial class torch
    {
        /// <summary>Automatic mixed precision on the calling thread, until disposed on that thread.</summary>
        /// <remarks>Operators that benefit, such as matrix products, compute in <paramref name="dtype"/>; others as before.</remarks>
        /// <param name="device_type">The kind of device whose operators are cast.</param>
        /// <param name="dtype">float16 or bfloat16; by default PyTorch's choice for the kind of device: bfloat16 for the CPU.</param>
        /// <param name="enabled">False to turn autocast off inside an autocast scope.</param>
        /// <param name="cache_enabled">Whether cast weights are kept until the end of the scope.</param>
        /// <returns>The scope, for <c>using</c>.</returns>
        /// <exception cref="ArgumentException">Autocast does not support the dtype or the kind of device.</exception>
        public static IDisposable autocast(
            DeviceType device_type, ScalarType? dtype = null, bool enabled = true, bool cache_enabled = true)
        {
            int type = dtype.HasValue ? (int)dtype.Value : -1;
            return NativeScope.Enter("autocast", scope => NativeMethods.tsp_autocast_enter(
                (int)device_type, type, enabled ? 1 : 0, cache_enabled ? 1 : 0, scope));
        }

        /// <summary>Automatic mixed precision on the calling thread, until disposed on that thread.</summary>
        /// <param name="device_type">The kind of device whose operators are cast: <c>"cpu"</c> or <c>"cuda"</c>, without an index.</param>
        /// <param name="dtype">float16 or bfloat16; by default PyTorch's choice for the kind of device.</param>
        /// <param name="enabled">False to turn autocast off inside an autocast scope.</param>
        /// <param name="cache_enabled">Whether cast weights are kept until the end of the scope.</param>
        /// <returns>The scope, for <c>using</c>.</returns>
        /// <exception cref="ArgumentException">Autocast does not support the dtype or the kind of device.</exception>
        public static IDisposable autocast(
            string device_type, ScalarType? dtype = null, bool enabled = true, bool cache_enabled = true) =>
            autocast(KindOf(device_type), dtype, enabled, cache_enabled);

        /// <summary>Whether autocast is on for a kind of device, on the calling thread.</summary>
        /// <exception cref="ArgumentException">Autocast does not support the kind of device.</exception>
        public static bool is_autocast_enabled(DeviceType device_type) => ReadAutocast(device_type).Enabled;

        /// <summary>Whether autocast is on for a kind of device, on the calling thread.</summary>
        /// <param name="device_type">The kind of device, such as <c>"cpu"</c>, without an index.</param>
        /// <exception cref="ArgumentException">The text is not a kind of device that autocast supports.</exception>
        public static bool is_autocast_enabled(string device_type) => is_autocast_enabled(KindOf(device_type));

        /// <summary>The dtype that autocast casts to for a kind of device, on the calling thread.</summary>
        /// <exception cref="ArgumentException">Autocast does not support the kind of device.</exception>
        public static ScalarType get_autocast_dtype(DeviceType device_type) => ReadAutocast(device_type).Type;

        /// <summary>The dtype that autocast casts to for a kind of device, on the calling thread.</summary>
        /// <param name="device_type">The kind of device, such as <c>"cpu"</c>, without an index.</param>
        /// <exception cref="ArgumentException">The text is not a kind of device that autocast supports.</exception>
        public static ScalarType get_autocast_dtype(string device_type) => get_autocast_dtype(KindOf(device_type));

        private static (bool Enabled, ScalarType Type) ReadAutocast(DeviceType deviceType)
        {
            NativeLibraryLoader.EnsureLoaded();
            int enabled;
            int type;
            Status.Check(NativeMethods.tsp_autocast_get((int)deviceType, &enabled, &type));
            return (enabled != 0, (ScalarType)type);
        }

        private static DeviceType KindOf(string deviceType)
        {
            var device = new Device(deviceType);
            return device.index < 0
                ? device.type
                : throw new ArgumentException(
                    $"Autocast takes a kind of device, without an index: expected '{deviceType.Split(':')[0]}', got '{deviceType}'.");
        }
    }
}
