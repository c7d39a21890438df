using System;

namespace TorchSharpPy.Interop
{
    /// <summary>A native function that reads a value of the library.</summary>
    internal unsafe delegate int NativeRead<T>(T* value)
        where T : unmanaged;

    /// <summary>A native function that reads a value of a native object.</summary>
    internal unsafe delegate int NativeGet<T>(IntPtr handle, T* value)
        where T : unmanaged;

    /// <summary>A native function that turns something of a native object on or off.</summary>
    internal delegate int NativeSet(IntPtr handle, int on);

    /// <summary>A native function that fills the room for a result.</summary>
    internal unsafe delegate int NativeFill(IntPtr handle, NativeValue* output, long capacity);

    /// <summary>Calls of native functions that need no native object.</summary>
    internal static unsafe class NativeCall
    {
        /// <summary>What a native function reads.</summary>
        internal static T Read<T>(NativeRead<T> function)
            where T : unmanaged
        {
            NativeLibraryLoader.EnsureLoaded();
            T value;
            Status.Check(function(&value));
            return value;
        }
    }
}
