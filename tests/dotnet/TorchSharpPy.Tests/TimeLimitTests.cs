using System;
using System.Threading;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Calls that take too long.</summary>
    public static class TimeLimitTests
    {
        private const string Source =
            "def endless() -> int:\n  i = 0\n  while True:\n    i += 1\n  return i\n" +
            "def short(n: int) -> int:\n  total = 0\n  for i in range(n):\n    total += i\n  return total\n";

        private static readonly TimeSpan Instant = TimeSpan.FromSeconds(0.1);

        [Test]
        public static void A_call_is_stopped_in_time()
        {
            using var unit = jit.compile(Source);
            using (jit.time_limit(Instant))
            {
                var error = Check.Throws<ScriptTimeoutException>(() => unit.invoke<long>("endless"));
                Check.Equal(TorchErrorKind.Timeout, error.Kind);
                Check.Contains("limit of 0.1 seconds", error.Message);
                Check.True(error is TimeoutException, "not a TimeoutException");
            }
            Check.Equal(3L, unit.invoke<long>("short", 3));
        }

        [Test]
        public static void A_token_cancels_a_call()
        {
            using var unit = jit.compile(Source);
            using var canceling = new CancellationTokenSource(Instant);
            using (jit.time_limit(cancellation: canceling.Token))
            {
                var error = Check.Throws<ScriptCanceledException>(() => unit.invoke<long>("endless"));
                Check.Equal(TorchErrorKind.Canceled, error.Kind);
                Check.True(error is OperationCanceledException, "not an OperationCanceledException");
            }
            using (jit.time_limit(cancellation: canceling.Token)) // canceled before it begins
            {
                Check.Throws<ScriptCanceledException>(() => unit.invoke<long>("short", 3));
            }
        }

        [Test]
        public static void Another_thread_cancels_a_call_and_cannot_end_the_limit()
        {
            using var unit = jit.compile(Source);
            using (TimeLimit limit = jit.time_limit())
            {
                Task other = Task.Run(() =>
                {
                    Thread.Sleep(Instant);
                    Check.Throws<InvalidOperationException>(limit.Dispose);
                    limit.Cancel();
                });
                Check.Throws<ScriptCanceledException>(() => unit.invoke<long>("endless"));
                other.Wait();
            }
        }

        [Test]
        public static void A_limit_that_is_not_reached_changes_nothing()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.File("sample.pt"));
            Tensor x = rand(10);
            Tensor expected = m.forward(x, x).Item1;
            TimeLimit ended;
            using (ended = jit.time_limit(TimeSpan.FromMinutes(10)))
            {
                Check.True(m.forward(x, x).Item1.allclose(expected), "another result");
            }
            ended.Cancel();
            ended.Dispose();
            Check.True(m.forward(x, x).Item1.allclose(expected), "another result");
            Check.Throws<ArgumentOutOfRangeException>(() => jit.time_limit(TimeSpan.Zero));
        }

        [Test]
        public static void An_exported_program_is_stopped_too()
        {
            using var program = export.load<Tensor, Tensor, Tensor>(Fixtures.File("exported_counting.pt2"));
            using Tensor x = zeros(2), endless = tensor(long.MaxValue);
            using (jit.time_limit(Instant))
            {
                Check.Throws<ScriptTimeoutException>(() => program.forward(x, endless));
            }
            using var canceling = new CancellationTokenSource(Instant);
            using (jit.time_limit(cancellation: canceling.Token))
            {
                Check.Throws<ScriptCanceledException>(() => program.forward(x, endless));
            }
            Check.Equal(3f, program.forward(x, tensor(3L)).data<float>()[0]);
        }

        [Test]
        public static void An_asynchronous_call_takes_the_limit_along()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.File("sample.pt"));
            Task<(Tensor, Tensor)> call;
            using (TimeLimit limit = jit.time_limit())
            {
                limit.Cancel();
                call = m.ForwardAsync(rand(10), rand(10));
            }
            Check.Throws<ScriptCanceledException>(() => call.GetAwaiter().GetResult());
        }
    }
}
