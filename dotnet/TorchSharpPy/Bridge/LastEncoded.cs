using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>Owns what an encoder returned last.</summary>
    /// <remarks>
    /// pythonnet takes a reference of its own to what an encoder returns and never disposes the object,
    /// which would keep every tensor alive until some collection; so only the last one is. The GIL guards the field.
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
