using System;
using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>Decodes without throwing: pythonnet does not catch exceptions, so one from a decoder ends the process.</summary>
    internal static class Decoding
    {
        /// <summary>Decodes and disposes an object.</summary>
        /// <returns>False if that failed. Then pythonnet says that the types do not fit.</returns>
        internal static bool Try<T>(PyObject source, Func<PyObject, object> decode, out T value)
        {
            using (source)
            {
                try
                {
                    value = (T)decode(source);
                    return true;
                }
                catch (Exception)
                {
                    value = default!;
                    return false;
                }
            }
        }
    }
}
