using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Operators that are not libtorch's own.</summary>
        public static class ops
        {
            /// <summary>Loads a library that registers operators or classes, for the whole process.</summary>
            /// <param name="path">A shared library built with libtorch, such as <c>libmy_ops.so</c>.</param>
            /// <remarks>Models that use them load from then on. To load a library again does nothing.</remarks>
            /// <exception cref="System.IO.FileNotFoundException">There is no such file.</exception>
            /// <exception cref="System.IO.IOException">The library cannot be loaded; the message is the loader's.</exception>
            public static void load_library(string path)
            {
                NativeLibraryLoader.EnsureLoaded();
                using var text = new PinnedText(path ?? throw new ArgumentNullException(nameof(path)));
                int status = NativeMethods.tsp_library_load(text.Native);
                if (status != 0)
                {
                    throw Status.LastError(status, path);
                }
            }
        }
    }
}
