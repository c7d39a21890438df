using System;
using System.Threading;
using Python.Runtime;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Bridge
{
    /// <summary>Lets pythonnet convert tensors, modules and errors by itself, in both directions.</summary>
    /// <remarks>The tensor or module that was passed to Python last stays alive until the next one is passed.</remarks>
    public static class Codecs
    {
        private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(0.5);
        private static bool registered;

        /// <summary>Registers the codecs once. This comes before the first conversion, because pythonnet remembers failures.</summary>
        /// <exception cref="InvalidOperationException">Python is not running.</exception>
        public static void Register()
        {
            if (Volatile.Read(ref registered))
            {
                return;
            }
            // Python's lock is the only lock: a second one, taken in another order elsewhere, would deadlock.
            using (PythonLock.Take())
            {
                if (registered)
                {
                    return;
                }
                var tensors = new TensorCodec();
                PyObjectConversions.RegisterEncoder(tensors);
                PyObjectConversions.RegisterDecoder(tensors);
                var modules = new ModuleCodec();
                PyObjectConversions.RegisterEncoder(modules);
                PyObjectConversions.RegisterDecoder(modules);
                var errors = new ErrorCodec();
                PyObjectConversions.RegisterEncoder(errors);
                PyObjectConversions.RegisterDecoder(errors);
                PythonEngine.AddShutdownHandler(StopReleasing);
                Volatile.Write(ref registered, true);
            }
        }

        /// <summary>A thread that asks for Python's lock after Python has ended crashes the process.</summary>
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
