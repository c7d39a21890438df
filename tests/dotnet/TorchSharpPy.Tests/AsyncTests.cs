using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Calls on the thread pool.</summary>
    public static class AsyncTests
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        private static string Network => Fixtures.File("network.pt");

        [Test]
        public static void Every_form_computes_what_the_plain_call_does()
        {
            using var untyped = jit.load(Fixtures.File("hooked.pt"));
            using var result = jit.load<Tensor>(Fixtures.File("hooked.pt"));
            using var typed = jit.load<Tensor, Tensor, Tensor>(Fixtures.File("hooked.pt"));
            using var values = jit.load(Fixtures.Values);
            using var unit = jit.compile("def f(x: int, y: int = 2) -> int:\n    return x * y\n");
            Tensor x = ones(1) * 5, y = ones(1);
            var forwards = new[] { Cast(untyped.ForwardAsync(x, y)), result.ForwardAsync(x, y), typed.ForwardAsync(x, y) };
            foreach (Task<Tensor> forward in forwards)
            {
                Check.Equal(4f, Result(forward).item<float>());
            }
            foreach (Task<Tensor> call in new[] { Cast(untyped.CallAsync(x, y)), result.CallAsync(x, y), typed.CallAsync(x, y) })
            {
                Check.Equal(9f, Result(call).item<float>());
            }
            Check.Equal(5L, Result(values.InvokeAsync("identity_int", 5)));
            Check.Equal(5L, Result(values.InvokeAsync<long>("identity_int", 5)));
            Check.Equal(9f, Result(values.InvokeAsync<Tensor>("with_default", ones(1), new { alpha = 6 })).item<float>());
            Check.Equal(6L, Result(unit.InvokeAsync("f", 3)));
            Check.Equal(12L, Result(unit.InvokeAsync<long>("f", 3, 4)));
            Check.Equal(12L, Result(unit.Function<long, long, long>("f").CallAsync(3, 4)));
            Check.Equal(2, Result(values.InvokeAsync<Tensor[]>("identity_tensors", new[] { x, y })).Length);

            static async Task<Tensor> Cast(Task<object> task) => (Tensor)await task.ConfigureAwait(false);
        }

        [Test]
        public static void The_caller_does_not_wait()
        {
            using var m = jit.load(Network);
            Task<Tensor> slow = m.InvokeAsync<Tensor>("rounds", zeros(1), 60_000);
            Check.True(!slow.IsCompleted, "a task that is still running");
            Check.Equal(60_000f, Result(slow).item<float>());
        }

        [Test]
        public static void It_runs_on_the_thread_pool()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            (bool pool, int id) where = default;
            m.register_forward_hook((module, input, result) =>
            {
                where = (Thread.CurrentThread.IsThreadPoolThread, Environment.CurrentManagedThreadId);
                return result;
            });
            Result(m.CallAsync(ones(1)));
            Check.True(where.pool && where.id != Environment.CurrentManagedThreadId, "another thread, of the pool");
        }

        [Test]
        public static void Arguments_belong_to_the_call_once_it_is_made()
        {
            using var untyped = jit.load(Fixtures.Values);
            var pairs = untyped.Method<(Tensor, (long, string), List<double>), (Tensor, (long, string), List<double>)>("nested");
            using (BusyPool.Start(Patience))
            {
                Tensor x = ones(2), y = ones(2), z = ones(1);
                var numbers = new List<double> { 1, 2 };
                Task<object> first = untyped.ForwardAsync(x);
                Task<(Tensor, (long, string), List<double>)> second = pairs.CallAsync((y, (3, new string('t', 5000)), numbers));
                var list = new List<Tensor> { z };
                Task<Tensor[]> third = untyped.InvokeAsync<Tensor[]>("identity_tensors", list);
                Check.True(!first.IsCompleted && !second.IsCompleted && !third.IsCompleted, "calls that have not run");
                x.Dispose();
                y.Dispose();
                z.Dispose();
                numbers.Clear();
                list.Clear();
                BusyPool.Free();
                Check.Equal(2f, ((Tensor)Result(first)).data<float>()[1]);
                (Tensor tensor, (long number, string text), List<double> back) = Result(second);
                Check.Equal(1f, tensor.data<float>()[1]);
                Check.Equal(3L, number);
                Check.Equal(5000, text.Length);
                Check.Equal(new[] { 1.0, 2.0 }, back.ToArray());
                Check.Equal(1f, Result(third)[0].item<float>());
            }
        }

        [Test]
        public static void With_hooks_a_disposed_argument_is_the_tasks_error()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            m.register_forward_hook((module, input, result) => result);
            Task<Tensor> task;
            using (BusyPool.Start(Patience))
            {
                using (Tensor x = ones(2))
                {
                    task = m.CallAsync(x);
                }
            }
            Check.Contains("Tensor", Check.Throws<ObjectDisposedException>(() => Result(task)).ObjectName);
        }

        [Test]
        public static void Errors_are_the_tasks()
        {
            using var m = jit.load(Fixtures.Values);
            using var typed = jit.load<Tensor, Tensor>(Fixtures.Values);
            Tensor disposed = ones(1);
            disposed.Dispose();
            Failing<ScriptRuntimeException>(m.InvokeAsync("fails", ones(3)));
            Failing<UnknownMethodException>(m.InvokeAsync("no_such_method"));
            Failing<TorchTypeException>(m.ForwardAsync("no tensor"));
            Failing<TorchTypeException>(m.ForwardAsync());
            Failing<TorchTypeException>(m.InvokeAsync<string>("identity_int", 3));
            Failing<ObjectDisposedException>(m.ForwardAsync(disposed));
            Failing<ObjectDisposedException>(typed.ForwardAsync(disposed));
            Failing<ObjectDisposedException>(typed.CallAsync(disposed));
            Failing<FormatException>(typed.Method<IEnumerable<Tensor>, Tensor[]>("identity_tensors").CallAsync(Throwing()));
            typed.register_forward_hook((module, input, result) => throw new FormatException("mine"));
            Failing<FormatException>(typed.CallAsync(ones(1)));

            static IEnumerable<Tensor> Throwing()
            {
                yield return ones(1);
                throw new FormatException("mine");
            }

            static void Failing<TException>(Task task)
                where TException : Exception
            {
                Task.WhenAny(task, Task.Delay(Patience)).Wait();
                Check.Equal(TaskStatus.Faulted, task.Status);
                Check.True(task.Exception!.InnerException is TException, $"{typeof(TException).Name}, not {task.Exception.InnerException}");
            }
        }

        [Test]
        public static void Cancellation_keeps_a_call_from_starting()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            jit.ScriptModule untyped = m;
            int runs = 0;
            m.register_forward_hook((module, input, result) =>
            {
                Interlocked.Increment(ref runs);
                return result;
            });
            using Tensor x = ones(1);
            using var early = new CancellationTokenSource();
            early.Cancel();
            Task[] tasks;
            using (var late = new CancellationTokenSource())
            using (BusyPool.Start(Patience))
            {
                tasks = new Task[]
                {
                    m.CallAsync(x, early.Token), m.ForwardAsync(x, early.Token), untyped.InvokeAsync("forward", x, early.Token),
                    m.CallAsync(x, late.Token), m.ForwardAsync(x, late.Token), untyped.CallAsync(x, late.Token),
                };
                Check.True(
                    tasks.Take(3).All(task => task.IsCanceled) && !tasks[3].IsCompleted,
                    "only the first are canceled: " + string.Join(", ", tasks.Select(task => task.Status)));
                late.Cancel();
            }
            Task.WhenAny(Task.WhenAll(tasks), Task.Delay(Patience)).Wait();
            Check.True(tasks.All(task => task.IsCanceled), "canceled tasks");
            Check.Equal(0, runs);
            Result(m.CallAsync(x, new CancellationTokenSource().Token));
            Check.Equal(1, runs);
        }

        [Test]
        public static void A_started_call_runs_to_its_end()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            using var source = new CancellationTokenSource();
            m.register_forward_pre_hook((module, input) =>
            {
                source.Cancel();
                return input;
            });
            Check.Equal(2f, Result(m.CallAsync(ones(1), source.Token)).item<float>());
        }

        [Test]
        public static void A_module_that_was_disposed_before_the_start_is_the_tasks_error()
        {
            Task<Tensor>[] tasks;
            using (BusyPool.Start(Patience))
            {
                using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
                tasks = new[] { m.ForwardAsync(ones(1)), m.CallAsync(ones(1)), m.InvokeAsync<Tensor>("forward", ones(1)) };
            }
            foreach (Task<Tensor> task in tasks)
            {
                Check.Contains("ScriptModule", Check.Throws<ObjectDisposedException>(() => Result(task)).ObjectName);
            }
        }

        [Test]
        public static void The_callers_state_comes_along()
        {
            using var m = jit.load<Tensor, Tensor>(Network);
            using Tensor x = ones(2, 16);
            Check.True(Result(m.ForwardAsync(x)).requires_grad, "gradients");
            Task<Tensor> without, inference, cast;
            Task<(bool, bool, bool)> hooked;
            using (BusyPool.Start(Patience))
            {
                using (no_grad())
                {
                    without = m.ForwardAsync(x);
                }
                using (inference_mode())
                {
                    inference = m.ForwardAsync(x);
                }
                using (no_grad())
                using (autocast("cpu", ScalarType.Float16))
                {
                    cast = m.InvokeAsync<Tensor>("product", ones(2, 16));
                    hooked = new States().CallAsync(x);
                }
            }
            Check.True(!Result(without).requires_grad && !Result(inference).requires_grad, "no gradients");
            Check.Equal(ScalarType.Float16, Result(cast).dtype);
            Check.Equal((false, false, true), Result(hooked));
            Check.Equal((true, false, false), Result(new States().ForwardAsync(x)));
        }

        [Test]
        public static void Many_calls_at_once()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            Task<Tensor>[] tasks = Enumerable.Range(0, 500).Select(i =>
            {
                using Tensor x = full(new long[] { 3 }, i, float32);
                return m.ForwardAsync(x);
            }).ToArray();
            Result(Task.WhenAll(tasks));
            Check.Equal(
                Enumerable.Range(0, 500).Select(i => 2f * i).ToArray(), tasks.Select(task => task.Result.data<float>()[2]).ToArray());
        }

        private static T Result<T>(Task<T> task)
        {
            Task.WhenAny(task, Task.Delay(Patience)).Wait();
            Check.True(task.IsCompleted, "completion in time");
            return task.GetAwaiter().GetResult();
        }

        private sealed class States : nn.Module<Tensor, (bool, bool, bool)>
        {
            internal States()
                : base(nameof(States))
            {
            }

            public override (bool, bool, bool) forward(Tensor input) =>
                (is_grad_enabled(), is_inference_mode_enabled(), is_autocast_enabled("cpu"));
        }
    }
}
