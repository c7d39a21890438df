using System;
using System.Runtime.InteropServices;

namespace TorchSharpPy.Vips
{
    /// <summary>A value of GObject: its type, and room for any value.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct GValue
    {
        private readonly IntPtr type;
        private readonly ulong first;
        private readonly ulong second;
    }
}
