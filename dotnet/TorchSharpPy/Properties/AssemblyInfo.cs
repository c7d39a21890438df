using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Not beside the assembly first: NativeLibraryLoader may have loaded another file than the one there.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

[assembly: InternalsVisibleTo("TorchSharpPy.Tests")]
[assembly: InternalsVisibleTo("TorchSharpPy.Benchmarks")]
