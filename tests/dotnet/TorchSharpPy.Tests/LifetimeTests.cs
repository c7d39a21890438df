using System;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Interop;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Disposing objects, forgetting them, and using them afterwards.</summary>
    public static class LifetimeTests
    {
        [Test]
        public static void Dispose_may_be_called_twice()
        {
            var x = ones(2);
            x.Dispose();
            x.Dispose();
            var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            m.Dispose();
            m.Dispose();
            var unit = jit.compile("def f(x):\n    return x\n");
            unit.Dispose();
            unit.Dispose();
        }

        [Test]
        public static void A_disposed_tensor_refuses_every_use()
        {
            var x = ones(2);
            var accessor = x.data<float>();
            x.Dispose();
            Check.True(x.IsDisposed, "disposed");
            Check.Equal("disposed tensor", x.ToString());
            foreach (Action use in new Action[]
            {
                () => _ = x.shape, () => _ = x + 1, () => x.data<float>(), () => _ = x.Handle, () => _ = accessor[0],
            })
            {
                Check.Contains("Tensor", Check.Throws<ObjectDisposedException>(use).ObjectName);
            }
        }

        [Test]
        public static void A_disposed_tensor_as_argument_leaves_nothing_behind()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            using var x = ones(2);
            var gone = ones(2);
            gone.Dispose();
            Leaks.None(() => Check.Throws<ObjectDisposedException>(() => m.forward(x, gone)));
        }

        [Test]
        public static void A_disposed_module_refuses_every_use()
        {
            var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            var predict = m.Method<Tensor, Tensor>("predict");
            m.Dispose();
            foreach (Action use in new Action[]
            {
                () => m.forward(ones(1), ones(1)), () => m.invoke("predict", ones(10)), () => m.invoke("add_scalar", ones(1), 1),
                () => m.train(), () => _ = m.Methods, () => predict.call(ones(10)), () => m.call(ones(1), ones(1)),
            })
            {
                Check.Contains("ScriptModule", Check.Throws<ObjectDisposedException>(use).ObjectName);
            }
        }

        [Test]
        public static void A_method_first_used_after_the_end_is_refused()
        {
            var m = jit.load(Fixtures.Sample);
            m.Dispose();
            Check.Throws<ObjectDisposedException>(() => m.call(ones(1), ones(1)));
            Check.Throws<ObjectDisposedException>(() => m.Schema("predict"));
            var unit = jit.compile("def f(x):\n    return x\n");
            unit.Dispose();
            Check.Throws<ObjectDisposedException>(() => unit.invoke("f", ones(1)));
        }

        [Test]
        public static void A_refused_view_is_released_at_once()
        {
            Load();
            Leaks.Collect(long.MaxValue);
            long before = NativeMethods.tsp_live_handles();
            Load();
            Check.Equal(before, NativeMethods.tsp_live_handles());

            static void Load()
            {
                Check.Throws<TorchTypeException>(() => jit.load<Tensor, Tensor>(Fixtures.Sample));
                Check.Throws<TorchTypeException>(() => jit.load<long>(Fixtures.Sample));
            }
        }

        [Test]
        public static void Dispose_waits_for_every_lease()
        {
            var x = ones(2);
            long before = NativeMethods.tsp_live_handles();
            x.AddLease();
            x.AddLease();
            x.Dispose();
            Check.Throws<ObjectDisposedException>(() => x.AddLease());
            x.EndLease();
            Check.Equal(before, NativeMethods.tsp_live_handles());
            x.EndLease();
            Check.Equal(before - 1, NativeMethods.tsp_live_handles());
        }

        [Test]
        public static void Forgotten_objects_are_released()
        {
            Leaks.None(() =>
            {
                for (int i = 0; i < 100; i++)
                {
                    ones(10);
                }
                var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
                m.forward(ones(1), ones(1));
                m.invoke("predict", ones(10));
                jit.compile("def f(x):\n    return x\n").invoke("f", ones(1));
            });
        }

        [Test]
        public static void Disposed_objects_are_released_at_once()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            using var x = ones(10);
            Call(m, x);
            Leaks.Collect(long.MaxValue);
            long before = NativeMethods.tsp_live_handles();
            for (int i = 0; i < 1000; i++)
            {
                Call(m, x);
            }
            Check.Equal(before, NativeMethods.tsp_live_handles());

            static void Call(jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> module, Tensor input)
            {
                (Tensor sum, Tensor difference) = module.forward(input, input);
                sum.Dispose();
                difference.Dispose();
            }
        }

        [Test]
        public static void A_failed_conversion_of_a_result_leaves_nothing_behind()
        {
            using var unit = jit.compile("def f(x: Tensor) -> Tuple[Tensor, int, Tensor]:\n    return x, 1099511627776, x\n");
            using var x = ones(10);
            var f = unit.Function<Tensor, (Tensor, int, Tensor)>("f");
            Leaks.None(() => Check.Throws<OverflowException>(() => f.call(x)));
        }

        [Test]
        public static void Large_tensors_that_are_forgotten_are_collected_in_time()
        {
            long before = NativeMethods.tsp_live_handles();
            for (int i = 0; i < 500; i++)
            {
                zeros(1 << 20);
            }
            Check.True(NativeMethods.tsp_live_handles() - before < 400, "fewer than 400 of 500 tensors of 4 MiB");
        }

        [Test]
        public static void Disposing_while_other_threads_call_is_safe()
        {
            for (int round = 0; round < 20; round++)
            {
                var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
                var x = ones(1000);
                var callers = new Task[4];
                using var ready = new CountdownEvent(callers.Length);
                for (int i = 0; i < callers.Length; i++)
                {
                    callers[i] = Task.Factory.StartNew(
                        () =>
                        {
                            ready.Signal();
                            CallUntilDisposed(m, x);
                        },
                        TaskCreationOptions.LongRunning);
                }
                ready.Wait();
                Thread.Yield();
                x.Dispose();
                m.Dispose();
                Task.WaitAll(callers);
            }
        }

        private static void CallUntilDisposed(jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> module, Tensor input)
        {
            try
            {
                while (true)
                {
                    (Tensor sum, Tensor difference) = module.forward(input, input);
                    sum.Dispose();
                    difference.Dispose();
                }
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }
}
