using System;
using System.Linq;
using System.Threading;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>One module, called from many threads at once.</summary>
    public static class ThreadTests
    {
        private static string Network => Fixtures.File("network.pt");

        [Test]
        public static void Results_are_those_of_one_thread()
        {
            using var m = jit.load<Tensor, Tensor>(Network);
            Compare(m.forward);
            Compare(m.call);
            Compare(m.Method<Tensor, Tensor>("forward").call);
            Compare(x => m.ForwardAsync(x).GetAwaiter().GetResult());
        }

        [Test]
        public static void Two_thousand_threads_call()
        {
            const int count = 2000;
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            using var everyone = new CountdownEvent(count);
            var results = new float[count];
            Thread[] threads = Enumerable.Range(0, count).Select(number => new Thread(
                () =>
                {
                    everyone.Signal();
                    everyone.Wait(); // all are alive at once
                    using Tensor x = full(new long[] { 2 }, number);
                    (Tensor sum, Tensor difference) = m.forward(x, ones(2));
                    results[number] = sum.data<float>()[0];
                    sum.Dispose();
                    difference.Dispose();
                },
                256 << 10)).ToArray();
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Check.Equal(Enumerable.Range(1, count).Select(number => (float)number).ToArray(), results);
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
        public static void Hooks_may_be_added_and_removed_on_another_thread()
        {
            using var m = jit.load<Tensor, Tensor>(Network);
            int ran = 0;
            ManyThreads.Meanwhile(
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
            ManyThreads.Meanwhile(
                () =>
                {
                    m.train();
                    m.eval();
                },
                () => ManyThreads.Run(i =>
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
            ManyThreads.Meanwhile(
                () =>
                {
                    Check.True(m.Attributes.Count > 0, "attributes");
                    m.getattr<Tensor>("calls").Dispose();
                    using Tensor fresh = zeros(1);
                    try
                    {
                        m.setattr("calls", fresh);
                    }
                    catch (ScriptRuntimeException error)
                    {
                        Check.Contains("'calls'", error.Message); // a call is running, which might read it
                    }
                },
                () => Compare(m.forward, 3));
            using Tensor last = ones(1);
            m.setattr("calls", last);
            Check.Equal(1f, m.getattr<Tensor>("calls").item<float>());
        }

        [Test]
        public static void A_module_may_be_disposed_while_threads_call_it()
        {
            var m = jit.load<Tensor, Tensor>(Network);
            int refused = 0;
            var gate = new CountdownEvent(ManyThreads.Count);
            ManyThreads.Run(
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
                    if (i == ManyThreads.Calls / 2)
                    {
                        gate.Signal();
                        gate.Wait();
                        m.Dispose();
                    }
                },
                perThread: true);
            Check.True(refused > 0, "calls after the end");
        }

        /// <summary>Calls from every thread, and compares with the results of one thread.</summary>
        private static void Compare(Func<Tensor, Tensor> call, int columns = 16)
        {
            var expected = new float[16][];
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] = Output(call, i, columns);
            }
            ManyThreads.Run(i => Check.Equal(expected[i % expected.Length], Output(call, i % expected.Length, columns)));
        }

        private static float[] Output(Func<Tensor, Tensor> call, int value, int columns)
        {
            using Tensor x = full(new long[] { 2, columns }, value / 16.0, float32);
            using Tensor y = call(x);
            return y.data<float>().ToArray();
        }
    }
}
