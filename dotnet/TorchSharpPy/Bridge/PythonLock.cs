using System;
using Python.Runtime;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Bridge
{
    /// <summary>Python's lock, for code that must not start Python: pythonnet's own lock crashes if Python is not running.</summary>
    internal static class PythonLock
    {
        /// <summary>Takes the lock.</summary>
        /// <exception cref="InvalidOperationException">Python is not running.</exception>
        internal static Py.GILState Take()
        {
            if (!PythonEngine.IsInitialized)
            {
                throw new InvalidOperationException("Python is not running: call PythonHost.Start() first.");
            }
            return Py.GIL();
        }

        /// <summary>Takes the lock after preparing what conversions need, also if the program started pythonnet itself.</summary>
        /// <exception cref="InvalidOperationException">Python is not running.</exception>
        internal static Py.GILState TakeToConvert()
        {
            NativeLibraryLoader.EnsureLoaded();
            Codecs.Register();
            return Take();
        }
    }
}
