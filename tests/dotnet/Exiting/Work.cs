using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace Exiting
{
    /// <summary>What runs, on background threads, while the program ends.</summary>
    public static class Work
    {
        private const string Source = @"
def long_sum(x: Tensor, rounds: int) -> Tensor:
    for i in range(rounds):
        x = torch.mm(x, x) / 8.
    return x

def pending(x: Tensor, rounds: int) -> Future[Tensor]:
    return torch.jit.fork(long_sum, x, rounds)
";

        private const long Endless = 1_000_000_000;

        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        private static readonly Dictionary<string, Action<Action>> Kinds = new Dictionary<string, Action<Action>>
        {
            ["calls"] = Calls,
            ["long-call"] = LongCall,
            ["async"] = Async,
            ["forks"] = Forks,
            ["endless-fork"] = EndlessFork,
            ["loads"] = Loads,
            ["compiles"] = Compiles,
            ["training"] = Training,
            ["finalizers"] = Finalizers,
            ["functions"] = Callbacks.Functions,
            ["long-backward"] = Callbacks.LongBackward,
            ["loader"] = Callbacks.Loader,
            ["bridge"] = PythonWork.Bridge,
            ["python-calls"] = PythonWork.Calls,
        };

        /// <summary>Starts two threads for each kind, which wait with their work prepared.</summary>
        /// <returns>What lets them go.</returns>
        public static Action Prepare(string[] kinds)
        {
            Action<Action>[] works = kinds.SelectMany(kind => new[] { Kinds[kind], Kinds[kind] }).ToArray();
            using var ready = new CountdownEvent(works.Length + 1);
            var gate = new ManualResetEvent(false);
            foreach (Action<Action> work in works)
            {
                new Thread(() => work(Begun)) { IsBackground = true }.Start();
            }
            ready.Signal();
            if (!ready.Wait(Patience))
            {
                throw new TimeoutException($"{ready.CurrentCount} of {works.Length} threads did not prepare their work");
            }
            return () => gate.Set();

            void Begun()
            {
                ready.Signal();
                gate.WaitOne();
            }
        }

        /// <summary>What Python calls.</summary>
        public static Tensor Twice(Tensor x) => x + x;

        /// <summary>Repeats an action for ever, after once with the others held back.</summary>
        internal static void Repeat(Action begun, Action action)
        {
            action();
            begun();
            while (true)
            {
                action();
            }
        }

        private static string Fixture(string name) =>
            Path.Combine(Environment.GetEnvironmentVariable("TORCHSHARP_PY_FIXTURES")!, name);

        private static void Calls(Action begun)
        {
            var m = torch.jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixture("sample.pt"));
            Tensor x = ones(10);
            Repeat(begun, () =>
            {
                var (sum, difference) = m.forward(x, x);
                sum.Dispose();
                difference.Dispose();
            });
        }

        private static void LongCall(Action begun)
        {
            var unit = torch.jit.compile(Source);
            unit.invoke<Tensor>("long_sum", ones(8, 8), 1).Dispose();
            begun();
            unit.invoke<Tensor>("long_sum", ones(8, 8), Endless);
        }

        private static void Async(Action begun)
        {
            var m = torch.jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixture("sample.pt"));
            Tensor x = ones(10);
            Repeat(begun, () =>
            {
                var (sum, difference) = m.ForwardAsync(x, x).Result;
                sum.Dispose();
                difference.Dispose();
            });
        }

        private static void Forks(Action begun)
        {
            var unit = torch.jit.compile(Source);
            Tensor x = ones(8, 8);
            Repeat(begun, () => unit.invoke<System.Threading.Tasks.Task<Tensor>>("pending", x, 100).Result.Dispose());
        }

        private static void EndlessFork(Action begun)
        {
            var unit = torch.jit.compile(Source);
            unit.invoke<System.Threading.Tasks.Task<Tensor>>("pending", ones(8, 8), 1).Result.Dispose();
            begun();
            unit.invoke<System.Threading.Tasks.Task<Tensor>>("pending", ones(8, 8), Endless);
            Thread.Sleep(Timeout.Infinite);
        }

        private static void Loads(Action begun) =>
            Repeat(begun, () => torch.jit.load(Fixture("training.pt")).Dispose());

        private static void Compiles(Action begun) => Repeat(begun, () => torch.jit.compile(Source).Dispose());

        private static void Training(Action begun)
        {
            var m = torch.jit.load<Tensor, Tensor>(Fixture("training.pt"));
            Parameter[] parameters = m.parameters().ToArray();
            var optimizer = optim.AdamW(parameters);
            Tensor x = randn(64, 8);
            Repeat(begun, () =>
            {
                optimizer.zero_grad();
                using Tensor scores = m.forward(x);
                using Tensor squares = scores.square();
                using Tensor loss = squares.mean();
                loss.backward();
                optimizer.step();
            });
        }

        private static void Finalizers(Action begun) =>
            Repeat(begun, () =>
            {
                for (int i = 0; i < 100; i++)
                {
                    zeros(100);
                }
                GC.Collect();
            });
    }
}
