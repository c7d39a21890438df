using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>One module, called from many threads at once.</summary>
    public static class ThreadTests
    {
        private const int Threads = 8;
        private const int Calls = 200;

        private static string Network => Fixtures.File("network.pt");

        [Test]
        public static void Results_are_those_of_one_thread()
        {
            using var m = jit.load<Tensor, Tensor>(Network);
            Compare(m.forward);
            Compare(m.call);
            Compare(m.method<Tensor, Tensor>("forward").call);
            Compare(x => m.forward_async(x).GetAwaiter().GetResult());
        }

        [Test]
        public static void Results_with_hooks_are_those_of_one_thread()
        {
            using var m = jit.load<Tensor, Tensor>(Network);
            m.register_forward_pre_hook((module, input) => input + 1);
            m.register_forward_hook((module, input, result) => result * 2);
            Compare(m.call);
        }

        [Test]
        public static void Hooks_may_come_and_go_on_another_thread()
        {
            using var m = jit.load<Tensor, Tensor>(Network);
            int ran = 0;
            Meanwhile(
                () =>
                {
                    using nn.HookRemover hook = m.register_forward_hook((module, input, result) =>
                    {
                        Interlocked.Increment(ref ran);
                        return result;
                    });
                    Thread.Yield();
                },
                () => Compare(m.call));
            ran = 0;
            m.call(ones(1, 16)).Dispose();
            Check.Equal(0, ran);
        }

        [Test]
        public static void The_mode_may_change_on_another_thread()
        {
            using var m = jit.load<Tensor, Tensor>(Network);
            Meanwhile(
                () =>
                {
                    m.train();
                    m.eval();
                },
                () => OnThreads(i =>
                {
                    using Tensor x = full(new long[] { 3, 16 }, i, float32);
                    using Tensor y = m.forward(x);
                    Check.Equal(new long[] { 3, 4 }, y.shape);
                }));
        }

        [Test]
        public static void Attributes_may_be_read_and_set_on_another_thread()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("values.pt"));
            Meanwhile(
                () =>
                {
                    Check.True(m.attributes.Count > 0, "attributes");
                    m.getattr<Tensor>("calls").Dispose();
                    using Tensor fresh = zeros(1);
                    m.setattr("calls", fresh);
                },
                () => Compare(m.forward, 3));
        }

        [Test]
        public static void A_module_may_be_disposed_while_threads_call_it()
        {
            var m = jit.load<Tensor, Tensor>(Network);
            int refused = 0;
            var gate = new CountdownEvent(Threads);
            OnThreads(
                i =>
                {
                    using Tensor x = ones(1, 16);
                    try
                    {
                        m.forward(x).Dispose();
                    }
                    catch (ObjectDisposedException)
                    {
                        Interlocked.Increment(ref refused);
                    }
                    if (i == Calls / 2)
                    {
                        gate.Signal();
                        gate.Wait();
                        m.Dispose();
                    }
                },
                perThread: true);
            Check.True(refused > 0, "calls after the end");
        }

        /// <summary>Calls from every thread, and compares with what one thread got.</summary>
        private static void Compare(Func<Tensor, Tensor> call, int columns = 16)
        {
            var expected = new float[16][];
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] = Output(call, i, columns);
            }
            OnThreads(i => Check.Equal(expected[i % expected.Length], Output(call, i % expected.Length, columns)));
        }

        private static float[] Output(Func<Tensor, Tensor> call, int value, int columns)
        {
            using Tensor x = full(new long[] { 2, columns }, value / 16.0, float32);
            using Tensor y = call(x);
            return y.data<float>().ToArray();
        }

        private static void OnThreads(Action<int> action, bool perThread = false)
        {
            var failures = new List<Exception>();
            Thread[] threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
            {
                try
                {
                    for (int i = 0; i < Calls; i++)
                    {
                        action(perThread ? i : (number * Calls) + i);
                    }
                }
                catch (Exception error)
                {
                    lock (failures)
                    {
                        failures.Add(error);
                    }
                }
            })).ToArray();
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Check.True(failures.Count == 0, failures.Count == 0 ? "no failure" : "no failure, not " + failures[0]);
        }

        /// <summary>Repeats one thing on a thread of its own while another is done here.</summary>
        private static void Meanwhile(Action repeated, Action action)
        {
            using var done = new ManualResetEventSlim();
            Task other = Task.Factory.StartNew(
                () =>
                {
                    while (!done.IsSet)
                    {
                        repeated();
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            try
            {
                action();
            }
            finally
            {
                done.Set();
            }
            other.GetAwaiter().GetResult();
        }
    }
}
