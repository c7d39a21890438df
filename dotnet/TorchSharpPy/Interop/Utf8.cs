using System.Text;

namespace TorchSharpPy.Interop
{
    /// <summary>Text as the C ABI carries it.</summary>
    internal static unsafe class Utf8
    {
        /// <summary>Copies borrowed native text; null becomes the empty string.</summary>
        internal static string Read(void* data, long size) =>
            data == null || size == 0 ? string.Empty : Encoding.UTF8.GetString((byte*)data, checked((int)size));

        /// <summary>Copies borrowed native text; null becomes the empty string.</summary>
        internal static string Read(NativeText text) => Read(text.Data, text.Size);
    }
}
