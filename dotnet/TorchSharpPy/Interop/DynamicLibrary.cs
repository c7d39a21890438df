using System;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharpPy.Interop
{
    /// <summary>The platform's loader. netstandard2.1 has no <c>NativeLibrary</c>.</summary>
    internal static class DynamicLibrary
    {
        private const int ResolveNow = 2;
        private const uint SearchBesideLibrary = 0x00000008;

        /// <summary>The file name of a library on this platform, from its bare name.</summary>
        internal static string FileName(string name)
        {
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                return name + ".dll";
            }
            string extension = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? ".dylib" : ".so";
            return "lib" + name + extension;
        }

        /// <summary>Loads a library for the rest of the process.</summary>
        /// <returns>Null on success, or else the loader's message.</returns>
        internal static string? TryLoad(string path)
        {
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                return LoadLibraryExW(path, IntPtr.Zero, SearchBesideLibrary) != IntPtr.Zero
                    ? null
                    : new System.ComponentModel.Win32Exception().Message;
            }
            if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
            {
                return OpenMac(Utf8(path), ResolveNow) != IntPtr.Zero ? null : Message(MacError());
            }
            try
            {
                return OpenLibdl(Utf8(path), ResolveNow) != IntPtr.Zero ? null : Message(LibdlError());
            }
            catch (DllNotFoundException)
            {
                // Since glibc 2.34, and always with musl, dlopen is in libc itself.
                return OpenLibc(Utf8(path), ResolveNow) != IntPtr.Zero ? null : Message(LibcError());
            }
        }

        private static byte[] Utf8(string path) => Encoding.UTF8.GetBytes(path + '\0');

        private static string Message(IntPtr error) => Marshal.PtrToStringUTF8(error) ?? "unknown loader error";

        [DllImport("libdl.so.2", EntryPoint = "dlopen")]
        private static extern IntPtr OpenLibdl(byte[] path, int flags);

        [DllImport("libdl.so.2", EntryPoint = "dlerror")]
        private static extern IntPtr LibdlError();

        [DllImport("libc", EntryPoint = "dlopen")]
        private static extern IntPtr OpenLibc(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "dlerror")]
        private static extern IntPtr LibcError();

        [DllImport("libSystem.dylib", EntryPoint = "dlopen")]
        private static extern IntPtr OpenMac(byte[] path, int flags);

        [DllImport("libSystem.dylib", EntryPoint = "dlerror")]
        private static extern IntPtr MacError();

        [DllImport("kernel32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
        private static extern IntPtr LoadLibraryExW(string path, IntPtr reserved, uint flags);
    }
}
