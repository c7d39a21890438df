using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>Lets pythonnet convert tensors, modules and errors by itself, in both directions.</summary>
    public static class Codecs
    {
        private static readonly object Gate = new object();
        private static bool registered;

        /// <summary>Registers the codecs, once. Before the first conversion: pythonnet remembers failures.</summary>
        public static void Register()
        {
            lock (Gate)
            {
                if (registered)
                {
                    return;
                }
                registered = true;
                using (Py.GIL())
                {
                    var tensors = new TensorCodec();
                    PyObjectConversions.RegisterEncoder(tensors);
                    PyObjectConversions.RegisterDecoder(tensors);
                    var modules = new ModuleCodec();
                    PyObjectConversions.RegisterEncoder(modules);
                    PyObjectConversions.RegisterDecoder(modules);
                    var errors = new ErrorCodec();
                    PyObjectConversions.RegisterEncoder(errors);
                    PyObjectConversions.RegisterDecoder(errors);
                }
            }
        }
    }
}
