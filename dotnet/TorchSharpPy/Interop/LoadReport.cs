using System.Collections.Generic;

namespace TorchSharpPy.Interop
{
    /// <summary>What happened while the native libraries were loaded, for the message if they were not.</summary>
    internal sealed class LoadReport
    {
        internal const string NoFile = "no such file";

        private readonly List<string> tried = new List<string>();
        private string? torchPath;
        private string? torchVersion;
        private bool coreIsThere;

        /// <summary>All paths, and what the system said of each.</summary>
        internal string Paths => "Tried:\n  " + string.Join("\n  ", tried);

        private string Libtorch =>
            torchPath == null ? "No libtorch was loaded; where libtorchsharp_core looks by itself, there may be another one."
            : torchVersion == null ? $"The libtorch that was loaded, {torchPath}, does not tell its version: it is older than 2.9."
            : $"The libtorch that was loaded is {torchVersion}, {torchPath}.";

        private string Remedy
        {
            get
            {
                string release = LibtorchRelease.Expected;
                if (torchPath == null && LibrarySearch.IsTorchNamed)
                {
                    return $"LIBTORCH must be a folder whose lib has libtorch {release} and what that needs: correct it, or unset it.";
                }
                if (torchPath != null && (torchVersion == null || !LibtorchRelease.IsExpected(torchVersion)))
                {
                    return $"Install the release that it is built for (pip install \"torch=={release}.*\"), or set LIBTORCH to a folder " +
                        $"whose lib has libtorch {release}, or VIRTUAL_ENV to an environment with that torch.";
                }
                if (!coreIsThere)
                {
                    return "Refer to the NuGet package TorchSharpPy, or install the Python package torchsharp_py and set VIRTUAL_ENV to " +
                        "its environment, or set TORCHSHARP_PY_LIBRARY to the file.";
                }
                return $"If libtorch is missing (\"libtorch_cpu.so: cannot open shared object file\"), refer to the NuGet package " +
                    $"TorchSharpPy.libtorch-cpu-linux-x64, or install it (pip install \"torch=={release}.*\") and set VIRTUAL_ENV to the " +
                    "environment, or set LIBTORCH to an unpacked libtorch.";
            }
        }

        /// <summary>Notes a path; <paramref name="problem" /> is null if it was loaded.</summary>
        internal void Tried(string path, string? problem)
        {
            tried.Add(path + ": " + (problem ?? "loaded"));
            coreIsThere |= problem != NoFile && path.Contains(LibrarySearch.Core);
        }

        /// <summary>Notes which libtorch was loaded.</summary>
        internal void FoundLibtorch(string path, string? version)
        {
            torchPath = path;
            torchVersion = version;
        }

        /// <summary>The message of the exception.</summary>
        internal string Explain() =>
            $"Cannot load libtorchsharp_core, the native half of TorchSharpPy, which is built for libtorch {LibtorchRelease.Expected}. " +
            $"{Paths}\n{Libtorch}\n{Remedy}";
    }
}
