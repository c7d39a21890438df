using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace HostedPython
{
    /// <summary>Runs every two public operations side by side on shared objects, on two threads each.</summary>
    internal static class Stress
    {
        private const string Source = @"
def twice(x: Tensor) -> Tensor:
    return x + x
";

        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        /// <summary>Every pair for its share of TORCHSHARP_PY_STRESS_SECONDS.</summary>
        internal static void EveryPair()
        {
            double seconds = double.Parse(
                Environment.GetEnvironmentVariable("TORCHSHARP_PY_STRESS_SECONDS") ?? "10", CultureInfo.InvariantCulture);
            torch.set_num_threads(1);
            PythonHost.Start();
            var shared = new Shared();
            (string name, Action run)[] all = shared.Operations();
            var pairs = all.SelectMany((first, i) => all.Skip(i).Select(second => (first, second))).ToArray();
            TimeSpan each = TimeSpan.FromSeconds(seconds / pairs.Length);
            foreach (var (first, second) in pairs)
            {
                Console.WriteLine($"{first.name} beside {second.name}");
                Console.Out.Flush();
                Run(new[] { first.run, second.run, first.run, second.run }, each);
            }
            Console.WriteLine($"{pairs.Length} pairs");
        }

        private static void Run(Action[] actions, TimeSpan time)
        {
            Exception? failure = null;
            Thread[] threads = actions.Select(action => new Thread(() => failure = Repeat(action, time) ?? failure)).ToArray();
            foreach (Thread thread in threads)
            {
                thread.IsBackground = true; // so that a hang fails the test and ends
                thread.Start();
            }
            foreach (Thread thread in threads)
            {
                Program.Check(thread.Join(Patience), "no thread waits for ever");
            }
            Program.Check(failure == null, $"only typed errors, not {failure}");
        }

        private static Exception? Repeat(Action action, TimeSpan time)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                do
                {
                    try
                    {
                        action();
                    }
                    catch (Exception error) when (error is ITorchError)
                    {
                    }
                }
                while (watch.Elapsed < time);
                return null;
            }
            catch (Exception error)
            {
                return error;
            }
        }

        /// <summary>What the operations work on.</summary>
        private sealed class Shared
        {
            private readonly jit.ScriptModule<Tensor, Tensor> net = jit.load<Tensor, Tensor>(Program.Fixture("state_network.pt"));
            private readonly jit.ScriptModule objects = jit.load(Program.Fixture("objects.pt"));
            private readonly jit.CompilationUnit unit = jit.compile(Source);
            private readonly Tensor x = ones(3, 4);
            private readonly byte[] saved;
            private readonly Dictionary<string, Tensor> state;
            private readonly object processWide = new object();

            internal Shared()
            {
                net.eval();
                saved = net.SaveToBytes();
                state = net.state_dict().ToDictionary(one => one.Key, one => one.Value.clone());
            }

            internal (string name, Action run)[] Operations() => new (string, Action)[]
            {
                ("call", () => net.forward(x).Dispose()),
                ("invoke", () => net.invoke<Tensor>("forward", x).Dispose()),
                ("call a part", () => Part(part => ((jit.ScriptModule)part).invoke<Tensor>("forward", x).Dispose())),
                ("async call", () => net.ForwardAsync(x).GetAwaiter().GetResult().Dispose()),
                ("function", () => unit.invoke<Tensor>("twice", x).Dispose()),
                ("operators", () => Parameters(one => (one + one).Dispose())),
                ("describe", () => Parameters(one => (one.shape.Length, one.dtype, one.requires_grad).ToString())),
                ("print", () => Parameters(one => one.ToString())),
                ("future", () => objects.invoke<System.Threading.Tasks.Task<Tensor>>("later", x, 5L).GetAwaiter().GetResult().Dispose()),
                ("object", () => ((IDisposable)objects.invoke("make_point", 1.0, 2.0)!).Dispose()),
                ("train", () => { net.train(); net.eval(); }),
                ("half", () => net.half()),
                ("float", () => net.@float()),
                ("double", () => net.to(CPU, float64)),
                ("read state", () => Dispose(net.state_dict().Values)),
                ("load state", () => net.load_state_dict(state)),
                ("assign state", () => net.load_state_dict(state, assign: true)),
                ("set a tensor", () => Set("scale")),
                ("copy", () => net.copy().Dispose()),
                ("deepcopy", () => net.deepcopy().Dispose()),
                ("freeze", () => jit.freeze(net).Dispose()),
                ("save", () => net.SaveToBytes()),
                ("load", () => jit.load(saved).Dispose()),
                ("compile", () => jit.compile(Source).Dispose()),
                ("code", () => (net.code(), net.graph()).ToString()),
                ("warm up", () => net.Warmup(x)),
                ("hook", Hook),
                ("requires_grad", () => net.requires_grad_(false)),
                ("zero_grad", () => net.zero_grad()),
                ("training step", Train),
                ("profile", Profile),
                ("scopes", Scopes),
                ("to Python", ToPython),
                ("NumPy's memory", Lent),
                ("forget", () => { net.forward(x); GC.Collect(0); }),
            };

            private static void Dispose(IEnumerable<Tensor> tensors)
            {
                foreach (Tensor one in tensors)
                {
                    one.Dispose();
                }
            }

            private void Part(Action<nn.Module> action)
            {
                foreach (var (name, part) in net.named_children())
                {
                    if (name == "stem")
                    {
                        action(part);
                    }
                }
            }

            private void Parameters(Action<Tensor> action)
            {
                foreach (Parameter one in net.parameters())
                {
                    action(one); // every list has the same objects: nobody disposes them here
                }
            }

            private void Set(string name)
            {
                using Tensor value = ones(1);
                net.setattr(name, value);
            }

            private void Hook()
            {
                nn.HookRemover hook = net.register_forward_hook((module, input, output) => output);
                net.call(x).Dispose();
                hook.remove();
            }

            private void Train()
            {
                using var mine = jit.load<Tensor, Tensor>(saved);
                mine.@float().train();
                using var optimizer = optim.SGD(mine.parameters(), 0.1);
                using Tensor y = mine.forward(x);
                using Tensor loss = y.sum();
                loss.backward();
                optimizer.step();
                optimizer.zero_grad();
            }

            private void Profile()
            {
                lock (processWide)
                {
                    torch.profiler.profile(() => unit.invoke<Tensor>("twice", x).Dispose());
                }
            }

            private void Scopes()
            {
                using (no_grad())
                using (autocast(DeviceType.CPU, bfloat16))
                {
                    net.forward(x).Dispose();
                }
                using (inference_mode())
                {
                    net.forward(x).Dispose();
                }
            }

            private void ToPython()
            {
                using Tensor y = net.forward(x);
                using (Py.GIL())
                {
                    y.ToPython().Dispose();
                    net.ToPython().Dispose();
                }
            }

            private void Lent()
            {
                Tensor lent;
                using (Py.GIL())
                {
                    using PyModule python = Py.CreateScope();
                    python.Exec("import numpy, torch");
                    lent = python.Eval<Tensor>("torch.from_numpy(numpy.ones((3, 4), dtype='float32'))")!;
                }
                net.forward(lent).Dispose();
                lent.Dispose();
            }
        }
    }
}
