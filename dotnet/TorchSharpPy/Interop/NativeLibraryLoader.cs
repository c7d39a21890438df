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
        /// <exception cref="DllNotFoundException">The message lists every path that was tried, what was wrong, and what to do.</exception>
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
                var report = new LoadReport();
                string? torch = LoadFirst(LibrarySearch.TorchCandidates(), report, out IntPtr library);
                if (torch == null && LibrarySearch.IsTorchNamed)
                {
                    throw new DllNotFoundException(report.Explain());
                }
                if (torch != null)
                {
                    report.FoundLibtorch(torch, LibtorchRelease.VersionOf(library));
                }
                if (LoadFirst(LibrarySearch.CoreCandidates(), report, out _) == null && (LibrarySearch.IsNamed || !BindsByItself(report)))
                {
                    throw new DllNotFoundException(report.Explain());
                }
                CheckVersions(report);
                NativeListener.Start();
                // As late as .NET can say it: libtorch's threads and registries must outlive all that runs.
                AppDomain.CurrentDomain.ProcessExit += (sender, arguments) => NativeMethods.tsp_exit_prepare();
                Volatile.Write(ref loaded, true);
            }
        }

        private static string? LoadFirst(IEnumerable<string> candidates, LoadReport report, out IntPtr library)
        {
            library = IntPtr.Zero;
            foreach (string path in candidates)
            {
                string? problem = File.Exists(path) ? DynamicLibrary.TryLoad(path, out library) : LoadReport.NoFile;
                report.Tried(path, problem);
                if (problem == null)
                {
                    return path;
                }
            }
            return null;
        }

        /// <summary>Whether the platform's own search (LD_LIBRARY_PATH, PATH) finds the library.</summary>
        private static bool BindsByItself(LoadReport report)
        {
            try
            {
                NativeMethods.tsp_abi_version();
                return true;
            }
            catch (DllNotFoundException)
            {
                report.Tried(DynamicLibrary.FileName(LibrarySearch.Core) + " on the system's search path", LoadReport.NoFile);
                return false;
            }
        }

        private static void CheckVersions(LoadReport report)
        {
            uint found = NativeMethods.tsp_abi_version();
            // An older major version need not have the other functions.
            uint minor = found == NativeMethods.AbiVersion ? NativeMethods.tsp_abi_minor_version() : 0;
            if (found != NativeMethods.AbiVersion || minor < NativeMethods.AbiMinorVersion)
            {
                throw new DllNotFoundException(
                    $"libtorchsharp_core has ABI version {found}.{minor}, but TorchSharpPy.dll was built for version " +
                    $"{NativeMethods.AbiVersion}.{NativeMethods.AbiMinorVersion}: use the two files of one build.\n" + report.Paths);
            }
            int status = NativeMethods.tsp_libtorch_check();
            if (status != 0)
            {
                throw new DllNotFoundException(Status.LastError(status).Message + ".\n" + report.Paths);
            }
        }
    }
}
