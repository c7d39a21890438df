using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The number of threads that one operator may use.</summary>
        public static unsafe int get_num_threads() => checked((int)NativeCall.Read<long>(NativeMethods.tsp_num_threads_get));

        /// <summary>Sets the number of threads that one operator may use.</summary>
        /// <exception cref="ArgumentException">The number is less than 1, or more than 1,024 and the number of cores.</exception>
        public static void set_num_threads(int num)
        {
            NativeLibraryLoader.EnsureLoaded();
            Status.Check(NativeMethods.tsp_num_threads_set(num));
        }
    }
}
