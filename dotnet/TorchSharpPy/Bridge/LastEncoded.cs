using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>Owns the last object that an encoder returned.</summary>
    /// <remarks>
    /// pythonnet adds a reference to what an encoder returns and never disposes the object,
    /// which would keep every tensor alive until a collection, so only the last one is kept. The GIL guards the field.
    /// </remarks>
    internal sealed class LastEncoded
    {
        private PyObject? last;

        internal PyObject Replace(PyObject encoded)
        {
            last?.Dispose();
            last = encoded;
            return encoded;
        }
    }
}
