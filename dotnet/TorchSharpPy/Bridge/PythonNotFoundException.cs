using System;
using System.Collections.Generic;

namespace TorchSharpPy.Bridge
{
    /// <summary>There is no Python interpreter that can be embedded.</summary>
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
    }
}
