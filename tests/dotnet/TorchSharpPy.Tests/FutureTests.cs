using System;
using System.Linq;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Futures and awaits of TorchScript are tasks in C#.</summary>
    public static class FutureTests
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        [Test]
        public static void A_future_is_a_task()
        {
            using var m = jit.load(Fixtures.Objects);
            Task<Tensor> later = m.invoke<Task<Tensor>>("later", zeros(3), 5);
            Check.Equal(15f, Result(later).item<float>());
            Check.Equal("dim 2", Result(m.Method<Tensor, Task<string>>("later_text").call(zeros(2, 2))));
            var untyped = Check.Is<Task<Tensor>>(m.invoke("later", zeros(3), 5));
            Check.Equal(15f, Result(untyped).item<float>());
            using var held = m.invoke<jit.ScriptObject>("later", zeros(3), 5);
            Check.Equal(15f, Result(Check.Is<Task<Tensor>>(m.invoke("same_any", held))).item<float>());
        }

        [Test]
        public static void A_future_of_nothing_is_a_plain_task()
        {
            using var m = jit.load(Fixtures.Objects);
            using Tensor x = zeros(1);
            Task task = m.Method<Tensor, Task>("later_nothing").call(x);
            Check.True(task.Wait(Patience), "completion");
            Check.Equal(1f, x.item<float>());
        }

        [Test]
        public static void A_caller_does_not_wait_and_many_run_at_once()
        {
            using var m = jit.load(Fixtures.Objects);
            var later = m.Method<Tensor, long, Task<Tensor>>("later");
            Task<Tensor>[] tasks = Enumerable.Range(0, 20).Select(i => later.call(zeros(1), i)).ToArray();
            Check.True(Task.WaitAll(tasks, Patience), "completion");
            Check.Equal(Enumerable.Range(0, 20).Select(i => (float)i).ToArray(), tasks.Select(task => task.Result.item<float>()).ToArray());
            Task<Tensor> slow = later.call(zeros(1), 200_000);
            Check.True(!slow.IsCompleted, "a task that is still running");
            Check.Equal(200_000f, Result(slow).item<float>());
        }

        [Test]
        public static void A_failure_is_the_exception_that_a_call_would_throw()
        {
            using var m = jit.load(Fixtures.Objects);
            var error = Check.Throws<ScriptRuntimeException>(() => Result(m.invoke<Task<Tensor>>("later_failure", zeros(3))));
            Check.Contains("deliberate: 3", error.Message);
            Check.Throws<ScriptRuntimeException>(() => Result(m.invoke<Task<Tensor>>("lazy_failure", zeros(3))));
        }

        [Test]
        public static void A_wrong_type_of_value_is_refused_when_the_view_is_made()
        {
            using var m = jit.load(Fixtures.Objects);
            var error = Check.Throws<TorchTypeException>(() => m.Method<Tensor, long, Task<string>>("later"));
            Check.Contains("use Task<Tensor>", error.Message);
            Check.Throws<TorchTypeException>(() => m.Method<Tensor, long, Tensor>("later"));
        }

        [Test]
        public static void An_await_runs_when_requested()
        {
            using var m = jit.load(Fixtures.Objects);
            Check.Equal(9f, Result(m.invoke<Task<Tensor>>("lazily", zeros(3))).item<float>());
            using var held = m.invoke<jit.ScriptObject>("lazily", zeros(3));
            Check.Equal(SchemaKind.Await, held.Type.Kind);
            Check.Equal(9f, m.invoke<Tensor>("await_for", held).item<float>());
        }

        [Test]
        public static void A_task_is_a_future_for_TorchScript()
        {
            using var m = jit.load(Fixtures.Objects);
            Check.Equal(2f, m.invoke<Tensor>("wait_for", Task.FromResult(ones(1) * 2)).item<float>());
            var wait = m.Method<Task<Tensor>, Tensor>("wait_for");
            Check.Equal(2f, wait.call(Later()).item<float>());
            Check.Equal(2f, m.invoke<Tensor>("wait_for", Later()).item<float>());
            Check.Equal(2f, m.invoke<Tensor>("await_for", Later()).item<float>());
            Check.Equal(15f, wait.call(m.invoke<Task<Tensor>>("later", zeros(3), 5)).item<float>());

            static async Task<Tensor> Later()
            {
                await Task.Delay(20).ConfigureAwait(false);
                return ones(1) * 2;
            }
        }

        [Test]
        public static void A_task_that_failed_throws_its_own_exception()
        {
            using var m = jit.load(Fixtures.Objects);
            var failed = Task.FromException<Tensor>(new FormatException("mine"));
            Check.Equal("mine", Check.Throws<FormatException>(() => m.invoke("wait_for", failed)).Message);
            Check.Equal("mine", Check.Throws<FormatException>(() => m.Method<Task<Tensor>, Tensor>("wait_for").call(failed)).Message);
        }

        [Test]
        public static void Continuations_do_not_run_inside_libtorch()
        {
            using var m = jit.load(Fixtures.Objects);
            bool fromPool = m.invoke<Task<Tensor>>("later", zeros(3), 20_000)
                .ContinueWith(
                    task => System.Threading.Thread.CurrentThread.IsThreadPoolThread,
                    TaskContinuationOptions.ExecuteSynchronously)
                .GetAwaiter().GetResult();
            Check.True(fromPool, "a thread of the pool");
        }

        [Test]
        public static void Whether_gradients_are_recorded_is_the_callers_choice()
        {
            using var m = jit.load(Fixtures.Objects);
            using Tensor x = ones(3).requires_grad_();
            Check.True(Result(m.invoke<Task<Tensor>>("lazily", x)).requires_grad, "gradients");
            using (no_grad())
            {
                Check.True(!Result(m.invoke<Task<Tensor>>("lazily", x)).requires_grad, "no gradients");
            }
        }

        [Test]
        public static void Handles_are_released()
        {
            using var m = jit.load(Fixtures.Objects);
            Run();
            Leaks.None(Run);

            void Run()
            {
                Result(m.invoke<Task<Tensor>>("later", zeros(3), 5)).Dispose();
                Result(m.invoke<Task<Tensor>>("lazily", zeros(3))).Dispose();
                Check.Throws<ScriptRuntimeException>(() => Result(m.invoke<Task<Tensor>>("later_failure", zeros(3))));
                m.invoke<Tensor>("wait_for", Task.FromResult(ones(1)));
            }
        }

        private static T Result<T>(Task<T> task)
        {
            Task.WhenAny(task, Task.Delay(Patience)).Wait();
            Check.True(task.IsCompleted, "completion in time");
            return task.GetAwaiter().GetResult();
        }
    }
}
