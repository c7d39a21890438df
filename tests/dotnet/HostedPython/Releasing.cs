using System;
using System.Threading;
using System.Threading.Tasks;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>Objects that Python knows are released while a thread holds Python's lock and waits.</summary>
    internal static class Releasing
    {
        private const string Known = @"
__name__ = 'lending' # libtorch names the class after it
import gc, sys, weakref
import numpy, torch
known = [torch.ones(10) for _ in range(64)]
lent = [torch.from_numpy(numpy.ones(10, dtype='float32')) for _ in range(64)]
watched = []

def lend():
    array = numpy.ones(10, dtype='float32')
    watched.append(weakref.ref(array))
    return torch.from_numpy(array)

def is_free():
    gc.collect()
    return all(one() is None for one in watched)

class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.p = torch.nn.Parameter(lend())
    def forward(self, x: torch.Tensor):
        return x * self.p

def module():
    return torch.jit.trace(Net(), torch.ones(10)) # unlike script, it does not read source
";

        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        /// <summary>A worker disposes what Python knows; the thread that waits for it holds the lock.</summary>
        internal static void ByAWorker()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Exec(Known);
                Tensor known = python.Eval<Tensor>("known[0]")!, lent = python.Eval<Tensor>("lend()")!;
                torch.jit.ScriptModule module = python.Eval<torch.jit.ScriptModule>("module()")!;
                torch.jit.ScriptModule copy = module.deepcopy();
                using PyObject parameter = module.get_parameter("p").ToPython();
                PythonObject instance = torch.jit.Build("torch.nn:Identity");
                InTheWorker(() =>
                {
                    known.Dispose();
                    lent.Dispose();
                    using (Tensor x = torch.ones(10))
                    {
                        module.invoke<Tensor>("forward", x).Dispose();
                    }
                    module.load_state_dict(copy.state_dict(), assign: true); // drops the old parameter
                    module.Dispose();
                    copy.Dispose();
                    instance.Dispose();
                });
                Program.Check(python.Eval<bool>("known[0].sum().item() == 10"), "Python's tensor is unchanged");
                Collect();
                parameter.Dispose();
                Wait(() => python.Eval<bool>("is_free()"), "the memory is given back to NumPy");
            }
        }

        /// <summary>The loop waits for its bodies inside the lock.</summary>
        internal static void InAParallelLoop()
        {
            PythonHost.Start();
            using var m = torch.jit.load<Tensor, Tensor, (Tensor, Tensor)>(Program.Fixture("sample.pt"));
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Exec(Known);
                Tensor[] known = new Tensor[64], lent = new Tensor[64];
                for (int i = 0; i < known.Length; i++)
                {
                    known[i] = python.Eval<Tensor>($"known[{i}]")!;
                    lent[i] = python.Eval<Tensor>($"lent[{i}]")!;
                }
                python.Exec("known.clear(); lent.clear()"); // C# has the last references
                InTheWorker(() => Parallel.For(0, known.Length, i =>
                {
                    Program.Check(known[i].data<float>().ToArray()[9] == 1, "the elements");
                    var (sum, difference) = m.forward(known[i], lent[i]);
                    sum.Dispose();
                    difference.Dispose();
                    known[i].Dispose();
                    lent[i].Dispose();
                }));
            }
        }

        /// <summary>A training step inside the lock: autograd refuses to run with it.</summary>
        internal static void BackwardInsideTheLock()
        {
            PythonHost.Start();
            using (Py.GIL())
            {
                using PyModule python = Py.CreateScope();
                python.Exec(Known);
                python.Eval<Tensor>("known[0]")!.Dispose(); // loads the extension
                using Tensor x = torch.ones(3).requires_grad_();
                using Tensor loss = (x * x).sum();
                loss.backward();
                Program.Check(x.grad!.data<float>().ToArray()[0] == 2, "the gradient");
                using Tensor again = (x * x).sum();
                using Tensor gradient = torch.autograd.grad(new[] { again }, new[] { x })[0];
                Program.Check(gradient.data<float>().ToArray()[0] == 2, "the gradient without .grad");
            }
        }

        private static void InTheWorker(Action action)
        {
            Exception? failure = null;
            var worker = new Thread(() =>
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
            worker.IsBackground = true; // so that a hang fails the test and ends
            worker.Start();
            Program.Check(worker.Join(Patience), "the worker does not wait for Python's lock");
            Program.Check(failure == null, $"no failure, not {failure}");
        }

        private static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        /// <summary>Waits for other threads, which get the lock meanwhile.</summary>
        private static void Wait(Func<bool> condition, string what)
        {
            DateTime end = DateTime.UtcNow + Patience;
            while (!condition())
            {
                Program.Check(DateTime.UtcNow < end, what);
                IntPtr state = PythonEngine.BeginAllowThreads();
                Thread.Sleep(10);
                PythonEngine.EndAllowThreads(state);
            }
        }
    }
}
