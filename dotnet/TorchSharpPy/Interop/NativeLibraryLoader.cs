using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace TorchSharpPy.Interop
{
    /// <summary>Loads libtorch and libtorchsharp_core, so that DllImport binds to exactly those.</summary>
    /// <remarks>
    /// Not a static constructor, which would hide the reason in a TypeInitializationException, and a
    /// process could not try again with a corrected environment.
    /// </remarks>
    internal static class NativeLibraryLoader
    {
        private static readonly object Gate = new object();
        private static bool loaded;

        /// <summary>Loads the native libraries unless that was done before.</summary>
        /// <exception cref="DllNotFoundException">The message lists every path that was tried and the likely causes.</exception>
        internal static void EnsureLoaded()
        {
            if (!Volatile.Read(ref loaded))
            {
                Load();
            }
        }

        private static void Load()
        {
            lock (Gate)
            {
                if (loaded)
                {
                    return;
                }
                var tried = new List<string>();
                LoadFirst(LibrarySearch.TorchCandidates(), tried);
                if (!LoadFirst(LibrarySearch.CoreCandidates(), tried) && (LibrarySearch.IsNamed || !BindsByItself(tried)))
                {
                    throw new DllNotFoundException(Explain(tried));
                }
                CheckVersion(tried);
                NativeListener.Start();
                // As late as .NET can say it: libtorch's threads and registries must outlive all that runs.
                AppDomain.CurrentDomain.ProcessExit += (sender, arguments) => NativeMethods.tsp_exit_prepare();
                Volatile.Write(ref loaded, true);
            }
        }

        private static bool LoadFirst(IEnumerable<string> candidates, List<string> tried)
        {
            foreach (string path in candidates)
            {
                string? problem = File.Exists(path) ? DynamicLibrary.TryLoad(path) : "no such file";
                tried.Add(path + ": " + (problem ?? "loaded"));
                if (problem == null)
                {
                    return true;
                }
            }
            return false;
        }

        /// <summary>Whether the platform's own search (LD_LIBRARY_PATH, PATH) finds the library.</summary>
        private static bool BindsByItself(List<string> tried)
        {
            try
            {
                NativeMethods.tsp_abi_version();
                return true;
            }
            catch (DllNotFoundException error)
            {
                tried.Add(DynamicLibrary.FileName(LibrarySearch.Core) + " on the system's search path: " + error.Message);
                return false;
            }
        }

        private static void CheckVersion(List<string> tried)
        {
            uint found = NativeMethods.tsp_abi_version();
            // An older major version need not have the second function.
            uint minor = found == NativeMethods.AbiVersion ? NativeMethods.tsp_abi_minor_version() : 0;
            if (found != NativeMethods.AbiVersion || minor < NativeMethods.AbiMinorVersion)
            {
                throw new DllNotFoundException(
                    $"libtorchsharp_core has ABI version {found}.{minor}, but TorchSharpPy.dll was built for version " +
                    $"{NativeMethods.AbiVersion}.{NativeMethods.AbiMinorVersion}: use the two files of one build.\nTried:\n  " +
                    string.Join("\n  ", tried));
            }
        }

        private static string Explain(List<string> tried) =>
            "Cannot load libtorchsharp_core, the native half of TorchSharpPy. Tried:\n  " +
            string.Join("\n  ", tried) +
            "\nLikely causes:\n" +
            "  - The native library is not built or not installed beside TorchSharpPy.dll: build it, install the Python\n" +
            "    package torchsharp_py into the active virtual environment, or set TORCHSHARP_PY_LIBRARY to the file.\n" +
            "  - libtorch is missing (\"libtorch_cpu.so: cannot open shared object file\"): set LIBTORCH to an unpacked\n" +
            "    libtorch, or VIRTUAL_ENV to an environment with torch.\n" +
            "  - libtorch has another version than the one built against (\"undefined symbol\"): install that version.";
    }
}
