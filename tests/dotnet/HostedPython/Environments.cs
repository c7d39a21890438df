using System;
using System.Threading;
using Python.Runtime;
using TorchSharpPy.Bridge;

namespace HostedPython
{
    /// <summary>Which Python is started, and how it ends.</summary>
    internal static class Environments
    {
        internal static void PrintsItsPrefix()
        {
            PythonHost.Start(Environment.GetEnvironmentVariable("EXPLICIT_PYTHON"));
            using (Py.GIL())
            {
                Console.WriteLine(PythonEngine.Eval("__import__('sys').prefix"));
            }
        }

        internal static void SaysWhatItTried()
        {
            try
            {
                PythonHost.Start("/no/such/python");
            }
            catch (PythonNotFoundException error)
            {
                Console.WriteLine(error.Message);
                Program.Check(!PythonHost.IsRunning, "nothing was started");
                return;
            }
            throw new InvalidOperationException("a Python that is not there was started");
        }

        internal static void StartsTwice()
        {
            PythonHost.Start();
            PythonHost.Start();
            Program.Check(PythonHost.IsRunning, "Python is running");
        }

        internal static void RunsExitHandlers()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                PythonEngine.Exec("import atexit, torch\natexit.register(print, 'exit handler ran', flush=True)");
            }
        }

        internal static void LeavesTheLockFree()
        {
            PythonHost.Start();
            var other = new Thread(() =>
            {
                using (Py.GIL())
                {
                    PythonEngine.Exec("x = 1");
                }
            });
            other.Start();
            Program.Check(other.Join(TimeSpan.FromSeconds(30)), "another thread got the lock");
        }
    }
}
