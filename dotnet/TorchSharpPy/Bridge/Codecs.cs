using System;
using Python.Runtime;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Bridge
{
    /// <summary>Lets pythonnet convert tensors, modules and errors by itself, in both directions.</summary>
    public static class Codecs
    {
        private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(5);
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
                PythonEngine.AddShutdownHandler(StopReleasing);
            }
        }

        /// <summary>A thread that asks for Python's lock after Python has ended takes the process with it.</summary>
        private static void StopReleasing()
        {
            ReleaseQueue.Stop();
            using (Py.GIL())
            {
                IntPtr state = PythonEngine.BeginAllowThreads();
                ReleaseQueue.WaitUntilIdle(ReleaseTimeout);
                PythonEngine.EndAllowThreads(state);
            }
        }
    }
}
