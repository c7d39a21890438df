using System;
using Python.Runtime;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Bridge
{
    /// <summary>Python's lock, for code that must not start Python: pythonnet's own way in faults where there is none.</summary>
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

        /// <summary>Takes the lock once all is there that a conversion needs, also where the program started pythonnet itself.</summary>
        /// <exception cref="InvalidOperationException">Python is not running.</exception>
        internal static Py.GILState TakeToConvert()
        {
            NativeLibraryLoader.EnsureLoaded();
            Codecs.Register();
            return Take();
        }
    }
}
