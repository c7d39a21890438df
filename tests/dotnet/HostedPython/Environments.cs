using System;
using System.Runtime.InteropServices;
using System.Threading;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>The choice of the Python to start, and its end.</summary>
    internal static class Environments
    {
        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int NativeFunction();

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

        internal static void SaysThatPythonIsNotRunning()
        {
            using Tensor x = torch.ones(2);
            foreach (Action use in new Action[] { () => x.ToPython(), () => Codecs.Register() })
            {
                try
                {
                    use();
                }
                catch (InvalidOperationException error)
                {
                    Program.Check(error.Message.Contains("PythonHost.Start()"), error.Message);
                    continue;
                }
                throw new InvalidOperationException("Python was used before it was started");
            }
            PythonHost.Start();
            using (Py.GIL())
            {
                x.ToPython().Dispose();
            }
        }

        internal static void JoinsPythonThatTheProgramStarted()
        {
            Runtime.PythonDLL = Environment.GetEnvironmentVariable("PYTHON_LIBRARY")!;
            PythonEngine.ProgramName = Environment.GetEnvironmentVariable("EXPLICIT_PYTHON")!;
            PythonEngine.Initialize();
            PythonEngine.BeginAllowThreads();
            using var locked = new ManualResetEventSlim();
            var holder = new Thread(() =>
            {
                using (Py.GIL())
                {
                    locked.Set();
                    Thread.Sleep(200);
                    PythonHost.Start();
                }
            });
            holder.Start();
            locked.Wait();
            var other = new Thread(() => PythonHost.Start());
            other.Start();
            Program.Check(holder.Join(TimeSpan.FromSeconds(30)) && other.Join(TimeSpan.FromSeconds(30)), "no thread waits for ever");
        }

        internal static void ConvertsWhereTheProgramStartedPython()
        {
            Runtime.PythonDLL = Environment.GetEnvironmentVariable("PYTHON_LIBRARY")!;
            PythonEngine.ProgramName = Environment.GetEnvironmentVariable("EXPLICIT_PYTHON")!;
            PythonEngine.Initialize();
            PythonEngine.BeginAllowThreads();
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Exec("import torch\nx = torch.ones(2)");
                using PyObject theirs = python.Get("x");
                using Tensor x = theirs.ToTensor();
                using Tensor codec = python.Get<Tensor>("x");
                Program.Check(torch.equal(x, codec), "the codecs were registered");
            }
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

        internal static void LeavesScopesAfterPythonEnded()
        {
            PythonHost.Start();
            IDisposable scope = torch.no_grad();
            PythonEngine.Shutdown();
            Program.Check(!torch.is_grad_enabled(), "the scope is still open");
            Program.Check(MessageOfStart().Contains("cannot start again in this process"), "Start says why it fails");
            scope.Dispose();
            Program.Check(torch.is_grad_enabled(), "the scope was left");
        }

        internal static void TrainsAfterPythonEnded()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                PythonEngine.Exec("import torch, torchsharp_py\ntorch.ones(1, requires_grad=True).sum().backward()");
            }
            EndPython();
            foreach (Action<Action> where in new Action<Action>[] { action => action(), OnAnotherThread })
            {
                where(() =>
                {
                    using Tensor x = torch.ones(new long[] { 3 }).requires_grad_(true);
                    using Tensor loss = (x * x).sum();
                    loss.backward();
                    Program.Check(x.grad!.sum().ToSingle() == 6, "the gradient is right");
                });
            }
        }

        /// <summary>Ends it as the program <c>python</c> does; <see cref="PythonEngine.Shutdown()"/> keeps most of it.</summary>
        private static void EndPython()
        {
            PythonEngine.Shutdown();
            Native("PyGILState_Ensure");
            Program.Check(Native("Py_FinalizeEx") == 0, "Python ended");
        }

        private static int Native(string name)
        {
            IntPtr function = NativeLibrary.GetExport(NativeLibrary.Load(Runtime.PythonDLL!), name);
            return Marshal.GetDelegateForFunctionPointer<NativeFunction>(function)();
        }

        private static void OnAnotherThread(Action action)
        {
            Exception? failure = null;
            var thread = new Thread(() =>
            {
                try
                {
                    action();
                }
                catch (Exception error)
                {
                    failure = error;
                }
            });
            thread.Start();
            thread.Join();
            Program.Check(failure == null, $"the other thread failed: {failure}");
        }

        private static string MessageOfStart()
        {
            try
            {
                PythonHost.Start();
                return string.Empty;
            }
            catch (InvalidOperationException error)
            {
                return error.Message;
            }
        }
    }
}
