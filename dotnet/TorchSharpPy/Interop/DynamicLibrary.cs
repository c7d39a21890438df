using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharpPy.Interop
{
    /// <summary>The platform's loader. netstandard2.1 has no <c>NativeLibrary</c>.</summary>
    internal static class DynamicLibrary
    {
        // libtorch binds its calls of its own functions when they are made, as in a C++ program: sooner would take longer.
        // libtorchsharp_core is linked to be bound at once, so that a function that libtorch lacks is an error here.
        private const int BindLazily = 1;

        // PATH_MAX of Linux; that of macOS is less. A buffer of our own needs no free: that of "libc" would be glibc's, also
        // in a process whose malloc is another one (jemalloc, by LD_PRELOAD).
        private const int LongestPath = 4096;
        private const uint SearchBesideLibrary = 0x00000008;

        // Since glibc 2.34, and always with musl, the loader is in libc itself.
        private static readonly Lazy<bool> HasLibdl = new Lazy<bool>(() =>
        {
            try
            {
                LibdlError();
                return true;
            }
            catch (DllNotFoundException)
            {
                return false;
            }
        });

        private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

        private static bool IsMac => RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

        /// <summary>The file name of a library on this platform, from its bare name.</summary>
        internal static string FileName(string name) =>
            IsWindows ? name + ".dll" : "lib" + name + (IsMac ? ".dylib" : ".so");

        /// <summary>Loads a library for the rest of the process.</summary>
        /// <remarks>
        /// Where a path is a link, its target is loaded: there the library finds its neighbors, and Python, which
        /// loads it from there too, gets the same one.
        /// </remarks>
        /// <param name="path">Where it is.</param>
        /// <param name="library">Its handle, or zero if it did not load.</param>
        /// <returns>Null on success, or else the loader's message.</returns>
        internal static string? TryLoad(string path, out IntPtr library)
        {
            if (IsWindows)
            {
                return TryLoadOnWindows(path, out library);
            }
            Error(); // binds the function now: to bind it after a failure would forget the message
            library = Open(Encoding.UTF8.GetBytes(Target(path) + '\0'));
            return library != IntPtr.Zero ? null : Marshal.PtrToStringUTF8(Error()) ?? "the loader gave no reason";
        }

        /// <summary>The address of a function in a library, or zero.</summary>
        internal static IntPtr Find(IntPtr library, string name)
        {
            byte[] text = Encoding.UTF8.GetBytes(name + '\0');
            return IsWindows ? GetProcAddress(library, text)
                : IsMac ? FindMac(library, text)
                : HasLibdl.Value ? FindLibdl(library, text)
                : FindLibc(library, text);
        }

        // A method of its own: elsewhere, a program's start would load an assembly for the exception.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static string? TryLoadOnWindows(string path, out IntPtr library)
        {
            library = LoadLibraryExW(path, IntPtr.Zero, SearchBesideLibrary);
            return library != IntPtr.Zero ? null : new System.ComponentModel.Win32Exception().Message;
        }

        private static string Target(string link)
        {
            byte[] target = new byte[LongestPath];
            return RealPath(Encoding.UTF8.GetBytes(link + '\0'), target) != IntPtr.Zero
                ? Encoding.UTF8.GetString(target, 0, Array.IndexOf(target, (byte)0))
                : link;
        }

        private static IntPtr Open(byte[] path) =>
            IsMac ? OpenMac(path, BindLazily)
            : HasLibdl.Value ? OpenLibdl(path, BindLazily)
            : OpenLibc(path, BindLazily);

        private static IntPtr Error() => IsMac ? MacError() : HasLibdl.Value ? LibdlError() : LibcError();

        [DllImport("libc", EntryPoint = "realpath")]
        private static extern IntPtr RealPath(byte[] path, [In, Out] byte[] buffer);

        [DllImport("libdl.so.2", EntryPoint = "dlopen")]
        private static extern IntPtr OpenLibdl(byte[] path, int flags);

        [DllImport("libdl.so.2", EntryPoint = "dlerror")]
        private static extern IntPtr LibdlError();

        [DllImport("libdl.so.2", EntryPoint = "dlsym")]
        private static extern IntPtr FindLibdl(IntPtr library, byte[] name);

        [DllImport("libc", EntryPoint = "dlopen")]
        private static extern IntPtr OpenLibc(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "dlerror")]
        private static extern IntPtr LibcError();

        [DllImport("libc", EntryPoint = "dlsym")]
        private static extern IntPtr FindLibc(IntPtr library, byte[] name);

        [DllImport("libSystem.dylib", EntryPoint = "dlopen")]
        private static extern IntPtr OpenMac(byte[] path, int flags);

        [DllImport("libSystem.dylib", EntryPoint = "dlerror")]
        private static extern IntPtr MacError();

        [DllImport("libSystem.dylib", EntryPoint = "dlsym")]
        private static extern IntPtr FindMac(IntPtr library, byte[] name);

        [DllImport("kernel32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
        private static extern IntPtr LoadLibraryExW(string path, IntPtr reserved, uint flags);

        [DllImport("kernel32", ExactSpelling = true)]
        private static extern IntPtr GetProcAddress(IntPtr library, byte[] name);
    }
}
