using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Settings
{
    /// <summary>libtorch's settings of the whole process, by the names that the C ABI lists.</summary>
    internal static unsafe class Setting
    {
        /// <summary>Reads a setting.</summary>
        internal static T Get<T>(string name)
        {
            NativeLibraryLoader.EnsureLoaded();
            CallFrame frame = CallFrame.Begin();
            try
            {
                using var text = new PinnedText(name);
                NativeValue* value = frame.AllocateResult(out _);
                Status.Check(NativeMethods.tsp_setting_get(text.Native, value));
                return Conv<T>.Instance.Take(value);
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Changes a setting.</summary>
        internal static void Set<T>(string name, T value)
        {
            NativeLibraryLoader.EnsureLoaded();
            CallFrame frame = CallFrame.Begin();
            try
            {
                using var text = new PinnedText(name);
                NativeValue* node = frame.AllocateNodes(1);
                Conv<T>.Instance.Put(value, node, ref frame);
                Status.Check(NativeMethods.tsp_setting_set(text.Native, node));
            }
            finally
            {
                frame.Dispose();
            }
        }
    }
}
