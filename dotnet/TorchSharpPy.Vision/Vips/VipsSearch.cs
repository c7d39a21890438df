using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Vips
{
    /// <summary>Where libvips may be, the most explicit place first.</summary>
    internal static class VipsSearch
    {
        /// <summary>The environment variable that names the library or its folder.</summary>
        internal const string Variable = "TORCHSHARP_PY_VIPS";

        // The folder that PyPI's pyvips-binary has its library in, on Linux and on other systems.
        private static readonly string[] WheelFolders = { "pyvips_binary.libs", "pyvips_binary.dylibs" };

        /// <summary>The name that NuGet packages and systems give the library.</summary>
        internal static string FileName =>
            RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "libvips-42.dll"
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "libvips.42.dylib"
            : "libvips.so.42";

        /// <summary>Paths of libvips; only that of the environment variable if it is set.</summary>
        internal static IEnumerable<string> Candidates()
        {
            string? named = Environment.GetEnvironmentVariable(Variable);
            if (!string.IsNullOrEmpty(named))
            {
                return new[] { Directory.Exists(named) ? InFolder(named!).FirstOrDefault() ?? Path.Combine(named!, FileName) : named! };
            }
            IEnumerable<string> beside = LibrarySearch.ProgramFolders()
                .SelectMany(folder => InFolder(folder).Prepend(Path.Combine(folder, FileName)));
            IEnumerable<string> wheels = SitePackages()
                .SelectMany(packages => WheelFolders, Path.Combine)
                .SelectMany(InFolder);
            return beside.Concat(wheels).Distinct().Append(FileName); // the last one: where the system looks
        }

        private static IEnumerable<string> SitePackages()
        {
            if (AppContext.GetData(Variable) is string python) // torchsharp_py.dotnet says where Python has its packages
            {
                yield return python;
            }
            foreach (string packages in LibrarySearch.SitePackages())
            {
                yield return packages;
            }
            // The assembly is in site-packages/torchsharp_py/lib.
            yield return Path.GetFullPath(Path.Combine(LibrarySearch.AssemblyFolder, "..", ".."));
        }

        private static IEnumerable<string> InFolder(string folder) => Directory.Exists(folder)
            ? Directory.GetFiles(folder, "libvips*")
                .Where(file => !Path.GetFileName(file).StartsWith("libvips-cpp", StringComparison.Ordinal))
            : Enumerable.Empty<string>();
    }
}
