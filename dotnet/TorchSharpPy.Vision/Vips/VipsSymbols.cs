using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Vips
{
    /// <summary>The functions of libvips and GLib by their names.</summary>
    internal sealed class VipsSymbols
    {
        // Windows looks for a function in one library only, and not in those that the library needs.
        private static readonly string[] GLib = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? new[] { "libglib-2.0-0.dll", "libgobject-2.0-0.dll" }
            : Array.Empty<string>();

        private readonly IntPtr[] libraries;
        private readonly string path;

        /// <summary>Finds functions in libvips, and in the GLib beside it.</summary>
        /// <param name="library">libvips.</param>
        /// <param name="path">The path that it was loaded from, or its name.</param>
        internal VipsSymbols(IntPtr library, string path)
            : this(library, path, GLib)
        {
        }

        internal VipsSymbols(IntPtr library, string path, string[] neighbors)
        {
            this.path = path;
            string folder = Path.GetDirectoryName(path) ?? string.Empty;
            libraries = neighbors.Select(name => Loaded(folder, name)).Prepend(library).Where(one => one != IntPtr.Zero).ToArray();
        }

        /// <summary>The address of a function.</summary>
        /// <exception cref="DllNotFoundException">No library has it.</exception>
        internal IntPtr Find(string name)
        {
            IntPtr function = libraries.Select(library => DynamicLibrary.Find(library, name)).FirstOrDefault(one => one != IntPtr.Zero);
            return function != IntPtr.Zero ? function : throw new DllNotFoundException(
                name.StartsWith("vips_", StringComparison.Ordinal)
                    ? $"The libvips that was found, {path}, has no function '{name}': install libvips 8.13 or later."
                    : $"Neither the libvips that was found, {path}, nor the GLib beside it has the function '{name}': install libvips " +
                        "with the libraries that it needs.");
        }

        private static IntPtr Loaded(string folder, string name)
        {
            string path = Path.Combine(folder, name);
            return DynamicLibrary.TryLoad(folder.Length > 0 && File.Exists(path) ? path : name, out IntPtr library) == null
                ? library
                : IntPtr.Zero;
        }
    }
}
