using System;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharpPy.Interop
{
    /// <summary>A string as native text, which is valid until this is disposed.</summary>
    internal readonly unsafe struct PinnedText : IDisposable
    {
        /// <summary>Encodes a string; null becomes the null text.</summary>
        internal PinnedText(string? text)
        {
            Native = default;
            if (text != null)
            {
                int size = Encoding.UTF8.GetByteCount(text);
                var bytes = (byte*)Marshal.AllocHGlobal(Math.Max(size, 1));
                fixed (char* characters = text)
                {
                    Encoding.UTF8.GetBytes(characters, text.Length, bytes, size);
                }
                Native = new NativeText { Data = bytes, Size = size };
            }
        }

        /// <summary>The text.</summary>
        internal NativeText Native { get; }

        /// <inheritdoc/>
        public void Dispose() => Marshal.FreeHGlobal((IntPtr)Native.Data);
    }
}
