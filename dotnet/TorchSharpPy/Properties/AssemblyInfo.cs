using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Do not look next to the assembly first: NativeLibraryLoader may have loaded another file.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

[assembly: InternalsVisibleTo("TorchSharpPy.Tests")]
[assembly: InternalsVisibleTo("TorchSharpPy.Bench")]
[assembly: InternalsVisibleTo("TorchSharpPy.Notebook")] // torchsharp_py/notebook/host
[assembly: InternalsVisibleTo("TorchSharpPy.Vision")]
