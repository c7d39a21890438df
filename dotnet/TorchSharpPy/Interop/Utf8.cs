using System.Text;

namespace TorchSharpPy.Interop
{
    /// <summary>Text as the C ABI carries it.</summary>
    internal static unsafe class Utf8
    {
        /// <summary>Copies borrowed native text; null becomes the empty string.</summary>
        internal static string Read(void* data, long size) =>
            data == null || size == 0 ? string.Empty : Encoding.UTF8.GetString((byte*)data, checked((int)size));

        /// <summary>The UTF-8 bytes with a terminating NUL, for <c>fixed</c>.</summary>
        internal static byte[] Terminated(string text)
        {
            var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
            Encoding.UTF8.GetBytes(text, 0, text.Length, bytes, 0);
            return bytes;
        }
    }
}
