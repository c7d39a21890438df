using System;
using System.Collections.Generic;

namespace TorchSharpPy.Bridge
{
    /// <summary>There is no Python interpreter that can be embedded, or it lacks the package torchsharp_py.</summary>
    public sealed class PythonNotFoundException : InvalidOperationException
    {
        internal PythonNotFoundException(IReadOnlyCollection<string> tried)
            : base(
                "Found no Python that can be embedded. Tried: " +
                (tried.Count == 0 ? "nothing, because no variable names a Python and PATH has none" : string.Join("; ", tried)) +
                ". Activate a virtual environment (VIRTUAL_ENV), set PYTHONHOME or PYTHONNET_PYEXE, " +
                "or pass the path of an interpreter that has a shared libpython.")
        {
        }

        private PythonNotFoundException(string message)
            : base(message)
        {
        }

        /// <summary>For an interpreter that runs, but cannot import torchsharp_py.</summary>
        internal static PythonNotFoundException WithoutPackage(string executable, IEnumerable<string> path) =>
            new PythonNotFoundException(
                $"The Python {executable} has no package torchsharp_py, which every feature of PythonHost needs. Looked in: " +
                string.Join("; ", path) +
                $". Install it there ({executable} -m pip install torchsharp_py), or start the program again with another Python: " +
                "activate its virtual environment (VIRTUAL_ENV), set PYTHONNET_PYEXE, or pass its path to PythonHost.Start.");
    }
}
