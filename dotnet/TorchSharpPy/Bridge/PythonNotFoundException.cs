using System;
using System.Collections.Generic;

namespace TorchSharpPy.Bridge
{
    /// <summary>There is no Python interpreter that can be embedded.</summary>
    public sealed class PythonNotFoundException : InvalidOperationException
    {
        internal PythonNotFoundException(IReadOnlyCollection<string> tried)
            : base(
                "No Python to embed was found. Tried: " +
                (tried.Count == 0 ? "nothing, for no variable names one and PATH has none" : string.Join("; ", tried)) +
                ". Activate a virtual environment (VIRTUAL_ENV), set PYTHONHOME or PYTHONNET_PYEXE, " +
                "or pass the path of an interpreter that has a shared libpython.")
        {
        }
    }
}
