using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>What operators and models say: warnings raise an event, prints go to the console.</summary>
    public static class WarningTests
    {
        private const string Source =
            "import warnings\n" +
            "def of_model(x):\n    warnings.warn('the model says so')\n    return x + 1\n" +
            "def task(x):\n    return x.std()\n" +
            "def in_task(x):\n    return torch.jit.wait(torch.jit.fork(task, x))\n" +
            "def fails(x):\n    warnings.warn('before the failure')\n    return x.view(-2)\n" +
            "def says(x, text: str):\n    print(text, 3)\n    return x\n" +
            "def says_in_task(x, text: str):\n    return torch.jit.wait(torch.jit.fork(says, x, text))\n";

        private const string OfOperator = "degrees of freedom";

        [Test]
        public static void An_operator_raises_the_event_on_the_thread_of_the_call()
        {
            int thread = 0;
            List<TorchWarning> heard = Hear(() => ones(1).std(), (warning) => thread = Environment.CurrentManagedThreadId);
            Check.Contains(OfOperator, heard.Single().Message);
            Check.Equal(Environment.CurrentManagedThreadId, thread);
            Check.Equal((false, false), (heard[0].IsDeprecation, heard[0].IsOfModel));
            Check.True(heard[0].File.EndsWith(".cpp") && heard[0].Line > 0, "the place in libtorch");
        }

        [Test]
        public static void A_model_raises_the_event()
        {
            using var unit = jit.compile(Source);
            TorchWarning heard = Hear(() => unit.Function<Tensor, Tensor>("of_model").call(ones(1))).Single();
            Check.Equal(("the model says so", false), (heard.Message, heard.IsDeprecation));
        }

        [Test]
        public static void A_task_raises_the_event_when_it_is_waited_for()
        {
            using var unit = jit.compile(Source);
            Check.Contains(OfOperator, Hear(() => unit.Function<Tensor, Tensor>("in_task").call(ones(1))).Single().Message);
        }

        [Test]
        public static void A_failing_call_raises_the_event_and_keeps_its_error()
        {
            using var unit = jit.compile(Source);
            List<TorchWarning> heard = Hear(
                () => Check.Contains(
                    "invalid shape",
                    Check.Throws<ScriptRuntimeException>(() => unit.Function<Tensor, Tensor>("fails").call(ones(1))).Message),
                (warning) => Check.Throws<ScriptCompileException>(() => jit.compile("not Python")));
            Check.Equal("before the failure", heard.Single().Message);
        }

        [Test]
        public static void A_handler_may_make_calls_that_warn()
        {
            int depth = 0;
            List<TorchWarning> heard = Hear(() => ones(1).std(), (warning) =>
            {
                if (depth++ == 0)
                {
                    ones(1).var();
                }
            });
            Check.Equal(2, heard.Count);
        }

        [Test]
        public static void What_a_handler_throws_is_written_to_the_console()
        {
            string written = WithConsole(
                (console) => Console.SetError(console),
                () => Hear(() => ones(1).std(), (warning) => throw new InvalidOperationException("from the handler")));
            Check.Contains(OfOperator, written);
            Check.Contains("from the handler", written);
        }

        [Test]
        public static void Without_a_handler_each_message_is_written_once()
        {
            using var unit = jit.compile(Source.Replace("the model says so", "said once " + Guid.NewGuid()));
            var call = unit.Function<Tensor, Tensor>("of_model");
            string written = WithConsole(
                (console) => Console.SetError(console),
                () =>
                {
                    call.call(ones(1));
                    call.call(ones(1));
                });
            Check.Equal(1, written.Split('\n').Count((line) => line.StartsWith("UserWarning: said once")));
        }

        [Test]
        public static void Prints_go_to_the_console()
        {
            using var unit = jit.compile(Source);
            string written = WithConsole(
                (console) => Console.SetOut(console),
                () =>
                {
                    unit.Function<Tensor, string, Tensor>("says").call(ones(1), "näin");
                    unit.Function<Tensor, string, Tensor>("says_in_task").call(ones(1), "task");
                });
            Check.Equal("näin 3\ntask 3\n", written);
        }

        [Test]
        public static void A_failing_console_fails_the_call()
        {
            using var unit = jit.compile(Source);
            TextWriter before = Console.Out;
            Console.SetOut(new FullWriter());
            try
            {
                var error = Check.Throws<IOException>(() => unit.Function<Tensor, string, Tensor>("says").call(ones(1), "x"));
                Check.Contains("no space left", error.Message);
                Check.Is<NotSupportedException>(error.InnerException);
            }
            finally
            {
                Console.SetOut(before);
            }
        }

        [Test]
        public static void Asynchronous_calls_raise_the_event()
        {
            using var unit = jit.compile("def f(x):\n    return x.std()\n");
            Check.Contains(
                OfOperator, Hear(() => unit.Function<Tensor, Tensor>("f").CallAsync(ones(1)).GetAwaiter().GetResult()).Single().Message);
        }

        private static List<TorchWarning> Hear(Action action, Action<TorchWarning>? also = null)
        {
            var heard = new List<TorchWarning>();
            void Add(object? sender, TorchWarning warning)
            {
                lock (heard)
                {
                    heard.Add(warning);
                }
                also?.Invoke(warning);
            }

            warnings.Raised += Add;
            try
            {
                action();
            }
            finally
            {
                warnings.Raised -= Add;
            }
            return heard;
        }

        private static string WithConsole(Action<TextWriter> set, Action action)
        {
            (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
            var written = new StringWriter { NewLine = "\n" };
            set(written);
            try
            {
                action();
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
            return written.ToString();
        }

        private sealed class FullWriter : StringWriter
        {
            public override void Write(string? value) => throw new NotSupportedException("no space left");
        }
    }
}
