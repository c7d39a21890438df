using System;
using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharpPy.Interop
{
    /// <summary>The release of libtorch that the library is built for, and the one that a process has loaded.</summary>
    internal static class LibtorchRelease
    {
        /// <summary>Such as 2.13, from the package's own description.</summary>
        internal static string Expected { get; } = Metadata("LibtorchRelease");

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate ulong AbiVersion();

        /// <summary>The version of a loaded libtorch, such as 2.14.1; null where it does not tell.</summary>
        internal static string? VersionOf(IntPtr libtorch)
        {
            IntPtr function = DynamicLibrary.Find(libtorch, "aoti_torch_abi_version"); // since 2.9
            if (function == IntPtr.Zero)
            {
                return null;
            }
            ulong version = Marshal.GetDelegateForFunctionPointer<AbiVersion>(function)();
            return $"{version >> 56}.{(version >> 48) & 0xff}.{(version >> 40) & 0xff}";
        }

        /// <summary>Whether a version is of the release that the library is built for.</summary>
        internal static bool IsExpected(string version) => version.StartsWith(Expected + ".", StringComparison.Ordinal);

        private static string Metadata(string key)
        {
            foreach (var entry in typeof(LibtorchRelease).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
            {
                if (entry.Key == key)
                {
                    return entry.Value ?? "";
                }
            }
            throw new InvalidOperationException($"TorchSharpPy.dll was built without the metadata '{key}'.");
        }
    }
}
