using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace TorchSharpPy.Interop
{
    /// <summary>Where the native libraries may be, the most explicit place first.</summary>
    internal static class LibrarySearch
    {
        /// <summary>The bare name of the native half.</summary>
        internal const string Core = "torchsharp_core";

        private const string LibraryVariable = "TORCHSHARP_PY_LIBRARY";
        private const string TorchVariable = "LIBTORCH";
        private const string EnvironmentVariable = "VIRTUAL_ENV";

        /// <summary>Whether the user named the file or folder, so that no other may be used.</summary>
        internal static bool IsNamed => Variable(LibraryVariable) != null;

        /// <summary>Whether the user named libtorch, so that no other may be used.</summary>
        internal static bool IsTorchNamed => Variable(TorchVariable) != null;

        internal static string AssemblyFolder =>
            Path.GetDirectoryName(typeof(LibrarySearch).Assembly.Location) is string folder && folder.Length > 0
                ? folder
                : AppContext.BaseDirectory;

        /// <summary>Paths of libtorchsharp_core; only those of TORCHSHARP_PY_LIBRARY if it is set.</summary>
        internal static IEnumerable<string> CoreCandidates()
        {
            string file = DynamicLibrary.FileName(Core);
            string? named = Variable(LibraryVariable);
            if (named != null)
            {
                yield return Directory.Exists(named) ? Path.Combine(named, file) : named;
                yield break;
            }
            foreach (string folder in ProgramFolders())
            {
                yield return Path.Combine(folder, file);
            }
            foreach (string packages in SitePackages())
            {
                yield return Path.Combine(packages, "torchsharp_py", "lib", file);
            }
        }

        /// <summary>
        /// Paths of libtorch; only that of LIBTORCH if it is set. When none exists, the RPATH of libtorchsharp_core decides.
        /// </summary>
        internal static IEnumerable<string> TorchCandidates()
        {
            string file = DynamicLibrary.FileName("torch");
            string? named = Variable(TorchVariable);
            if (named != null)
            {
                yield return Path.Combine(named, "lib", file);
                yield break;
            }
            foreach (string folder in ProgramFolders())
            {
                yield return Path.Combine(folder, file);
            }
            foreach (string packages in SitePackages())
            {
                yield return Path.Combine(packages, "torch", "lib", file);
            }
            // TorchSharpPy.dll is in site-packages/torchsharp_py/lib.
            yield return Path.GetFullPath(Path.Combine(AssemblyFolder, "..", "..", "torch", "lib", file));
        }

        /// <summary>The folder of the assembly, and those where .NET has found the native files of packages.</summary>
        internal static IEnumerable<string> ProgramFolders()
        {
            yield return AssemblyFolder;
            string found = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
            string runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
            foreach (string folder in found.Split(Path.PathSeparator))
            {
                string trimmed = folder.TrimEnd(Path.DirectorySeparatorChar);
                if (trimmed.Length > 0 && trimmed != runtime && trimmed != AssemblyFolder)
                {
                    yield return trimmed;
                }
            }
        }

        internal static IEnumerable<string> SitePackages()
        {
            string? environment = Variable(EnvironmentVariable);
            if (environment == null)
            {
                yield break;
            }
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                yield return Path.Combine(environment, "Lib", "site-packages");
                yield break;
            }
            string library = Path.Combine(environment, "lib");
            if (!Directory.Exists(library))
            {
                yield break;
            }
            foreach (string python in Directory.GetDirectories(library, "python3*"))
            {
                yield return Path.Combine(python, "site-packages");
            }
        }

        private static string? Variable(string name)
        {
            string? value = Environment.GetEnvironmentVariable(name);
            return string.IsNullOrEmpty(value) ? null : value;
        }
    }
}
