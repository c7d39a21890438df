using System;
using System.Runtime.InteropServices;

namespace TorchSharpPy.Interop
{
    /// <summary>A C# object that native code keeps, such as the context of a callback, until it calls <see cref="Release"/>.</summary>
    internal static unsafe class KeptObject
    {
        // The pointer that native code holds does not keep the delegate alive.
        private static readonly ReleaseCallback Callback = OnRelease;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void ReleaseCallback(IntPtr kept);

        /// <summary>The native function, a tsp_callback, that ends the keeping; it disposes the object if that is possible.</summary>
        internal static IntPtr Release { get; } = Marshal.GetFunctionPointerForDelegate(Callback);

        /// <summary>What native code gets for an object.</summary>
        internal static void* Keep(object target) => (void*)GCHandle.ToIntPtr(GCHandle.Alloc(target));

        /// <summary>The object that native code gives as a context.</summary>
        internal static T Of<T>(IntPtr kept) => (T)GCHandle.FromIntPtr(kept).Target!;

        /// <summary>The object, which native code keeps no longer.</summary>
        internal static T Take<T>(IntPtr kept)
        {
            GCHandle handle = GCHandle.FromIntPtr(kept);
            var target = (T)handle.Target!;
            handle.Free();
            return target;
        }

        private static void OnRelease(IntPtr kept)
        {
            if (Take<object>(kept) is IDisposable disposable)
            {
                disposable.Dispose();
            }
        }
    }
}
