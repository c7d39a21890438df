using System;
using Python.Runtime;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Bridge
{
    /// <summary>Starts CPython inside a .NET program, or joins the one that is already there.</summary>
    /// <remarks>
    /// Only features that need Python need this: loading, running and saving models work without it. Code that
    /// touches a <see cref="PyObject"/> afterwards does so inside <c>using (Py.GIL())</c>.
    /// </remarks>
    public static class PythonHost
    {
        private static readonly object Gate = new object();
        private static volatile bool started;

        /// <summary>Whether this process has a Python interpreter, whoever started it.</summary>
        public static bool IsRunning => PythonEngine.IsInitialized;

        /// <summary>Starts Python, releases its lock, and registers the conversions of tensors and modules with pythonnet.</summary>
        /// <remarks>
        /// May be called more than once, and in a program that Python started. The end of the process
        /// ends Python, and its <c>atexit</c> handlers run. After PythonEngine.Shutdown Python cannot be started
        /// again, and Dispose of a tensor or module leaves its memory until the end of the process.
        /// </remarks>
        /// <param name="python">
        /// An interpreter, or the folder of an environment. By default the first of PYTHONNET_PYEXE, the one that the
        /// project was built with (<c>UsePython</c>), VIRTUAL_ENV, CONDA_PREFIX, PYTHONHOME and <c>python3</c> on PATH.
        /// </param>
        /// <exception cref="PythonNotFoundException">
        /// There is no Python that can be embedded, or it does not have the package torchsharp_py.
        /// </exception>
        /// <exception cref="InvalidOperationException">Python was shut down in this process.</exception>
        public static void Start(string? python = null)
        {
            if (ReleaseQueue.IsStopped)
            {
                throw new InvalidOperationException(
                    "Python was shut down (PythonEngine.Shutdown) and cannot start again in this process: keep it running until " +
                    "the process ends, which ends Python too, or start a new process.");
            }
            if (started)
            {
                return;
            }
            // If Python runs, a caller may hold its lock, so nothing here waits for another lock.
            if (!PythonEngine.IsInitialized)
            {
                lock (Gate)
                {
                    if (!PythonEngine.IsInitialized)
                    {
                        Embed(PythonInstallation.Find(python));
                    }
                }
            }
            Codecs.Register();
            RequirePackage();
            started = true;
        }

        private static void Embed(PythonInstallation installation)
        {
            Runtime.PythonDLL = installation.Library;
            PythonEngine.ProgramName = installation.Executable;
            PythonEngine.Initialize();
            PythonEngine.AddShutdownHandler(BeforeShutdown);
            Codecs.Register(); // before another thread can convert anything
            PythonEngine.BeginAllowThreads(); // otherwise the process hangs when Main returns
        }

        /// <summary>Refuses an interpreter that lacks the package, which every other feature would fail on later.</summary>
        private static void RequirePackage()
        {
            using (Py.GIL())
            {
                using PyObject util = Py.Import("importlib.util");
                using var name = new PyString("torchsharp_py");
                using PyObject spec = util.InvokeMethod("find_spec", name);
                if (spec.IsNone())
                {
                    using PyObject sys = Py.Import("sys");
                    using PyObject path = sys.GetAttr("path");
                    throw PythonNotFoundException.WithoutPackage(PythonEngine.ProgramName, path.As<string[]>());
                }
            }
        }

        private static void BeforeShutdown()
        {
            using (Py.GIL())
            {
                // Embedding skips the exit handlers, and collects what the exit frees anyway (for seconds
                // once torch is imported).
                PythonEngine.Exec("import atexit, gc\natexit._run_exitfuncs()\ngc.freeze()");
            }
        }
    }
}
