using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>A thousand calls of every form, successful or failing, leave no native handle behind.</summary>
    public static class CallLeakTests
    {
        private const int Repeats = 1000;

        [Test]
        public static void Hooks()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            using Tensor x = ones(1);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                using nn.HookRemover before = m.register_forward_pre_hook((module, input) => input + 1);
                using nn.HookRemover after = m.register_forward_hook((module, input, result) =>
                {
                    using (input)
                    using (result)
                    {
                        return result + 1;
                    }
                });
                m.call(x).Dispose();
            });
        }

        [Test]
        public static void Hooks_that_throw()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            using Tensor x = ones(1);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                using (m.register_forward_pre_hook((module, input) => throw new FormatException("before")))
                {
                    Check.Throws<FormatException>(() => m.call(x));
                }
                using (m.register_forward_hook((module, input, result) => Fail(result)))
                {
                    Check.Throws<FormatException>(() => m.call(x));
                }
            });

            static Tensor Fail(Tensor result)
            {
                result.Dispose();
                throw new FormatException("after");
            }
        }

        [Test]
        public static void Scopes() => Leaks.NoneAtOnce(Repeats, () =>
        {
            using (no_grad())
            using (inference_mode())
            using (autocast("cpu"))
            using (enable_grad())
            {
                ones(1).Dispose();
            }
            Check.Throws<TorchValueException>(() => autocast("cpu", ScalarType.Int64));
        });

        [Test]
        public static void Scopes_that_another_thread_tries_to_leave() => Leaks.NoneAtOnce(Repeats, () =>
        {
            using IDisposable scope = inference_mode();
            Task.Factory.StartNew(
                () => Check.Throws<InvalidOperationException>(scope.Dispose),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).GetAwaiter().GetResult();
        });

        [Test]
        public static void Asynchronous_calls()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                using (Tensor x = ones(1))
                {
                    Task<Tensor> first = m.ForwardAsync(x);
                    Task<Tensor[]> second = m.InvokeAsync<Tensor[]>("identity_tensors", new List<Tensor> { x, x });
                    first.GetAwaiter().GetResult().Dispose();
                    Array.ForEach(second.GetAwaiter().GetResult(), tensor => tensor.Dispose());
                }
            });
        }

        [Test]
        public static void Asynchronous_calls_that_fail()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            using Tensor x = ones(1);
            var disposed = ones(1);
            disposed.Dispose();
            using var canceled = new CancellationTokenSource();
            canceled.Cancel();
            Leaks.NoneAtOnce(Repeats, () =>
            {
                Fails<ScriptRuntimeException>(m.InvokeAsync("fails", x));
                Fails<TorchTypeException>(m.InvokeAsync<Tensor[]>("identity_tensors", new object[] { new object[] { x, "no tensor" } }));
                Fails<ObjectDisposedException>(m.InvokeAsync("identity_tensors", new[] { x, disposed }));
                using (Tensor fresh = ones(1))
                using (var late = new CancellationTokenSource())
                {
                    Fails<TaskCanceledException>(m.ForwardAsync(fresh, canceled.Token));
                    Task<Tensor> task = m.ForwardAsync(fresh, late.Token);
                    late.Cancel();
                    Task.WhenAny(task).Wait();
                    if (!task.IsCanceled)
                    {
                        task.Result.Dispose();
                    }
                }
            });

            static void Fails<TException>(Task task)
                where TException : Exception => Check.Throws<TException>(() => task.GetAwaiter().GetResult());
        }
    }
}
