using System;
using System.Threading;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>Calls continue while Python is busy, and forgotten objects never block.</summary>
    internal static class Threading
    {
        internal static void CallsWithoutTheLock()
        {
            PythonHost.Start();
            using var m = torch.jit.load<Tensor, Tensor, (Tensor, Tensor)>(Program.Fixture("sample.pt"));
            using (Py.GIL())
            {
                var worker = new Thread(() => Call(m));
                worker.Start();
                Program.Check(worker.Join(TimeSpan.FromSeconds(30)), "calls do not wait for Python's lock");
            }
        }

        internal static void FirstConversionsAtTheSameTime()
        {
            using Tensor x = torch.ones(3);
            PythonHost.Start();
            var threads = new Thread[4];
            using var together = new Barrier(threads.Length);
            for (int i = 0; i < threads.Length; i++)
            {
                threads[i] = new Thread(() =>
                {
                    together.SignalAndWait();
                    using (Py.GIL())
                    {
                        x.ToPython().Dispose();
                    }
                });
                threads[i].Start();
            }
            foreach (Thread thread in threads)
            {
                Program.Check(thread.Join(TimeSpan.FromSeconds(60)), "no thread waits for ever");
            }
        }

        internal static void ForgottenTensorsDoNotBlockTheExit()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Exec("import torch");
                for (int i = 0; i < 1000; i++)
                {
                    python.Eval<Tensor>("torch.zeros(8)"); // not disposed, for the finalizer
                }
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        private static void Call(torch.jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> m)
        {
            using Tensor x = torch.ones(10);
            for (int i = 0; i < 100; i++)
            {
                var (sum, difference) = m.forward(x, x);
                sum.Dispose();
                difference.Dispose();
            }
        }
    }
}
