using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using TorchSharpPy;

namespace FuzzWorker
{
    /// <summary>Does things with a file, and says what happens; tests/fuzz/protocol.py has the format.</summary>
    internal sealed class Session
    {
        private readonly Stream answers = Console.OpenStandardOutput();
        private readonly List<(string what, byte[] text)> plants;
        private int succeeded;
        private int failed;

        internal Session(List<(string what, byte[] text)> plants)
        {
            this.plants = plants;
        }

        /// <summary>Says that the worker has started.</summary>
        internal void Ready() => Say("ready", string.Empty);

        /// <summary>Does one thing.</summary>
        /// <returns>The result; the default of the type if it failed.</returns>
        internal T Step<T>(string action, Func<T> run)
        {
            Say("do", action);
            try
            {
                T result = run();
                succeeded++;
                return result;
            }
            catch (Exception error)
            {
                failed++;
                bool isDocumented = error is OutOfMemoryException ||
                    error is ITorchError known && known.Kind != TorchErrorKind.Internal;
                if (!isDocumented)
                {
                    Untyped(action, error);
                }
                return default!;
            }
        }

        /// <summary>Does one thing that has no result.</summary>
        internal void Step(string action, Action run) => Step(action, () =>
        {
            run();
            return true;
        });

        /// <summary>Misbehaves as the tests of the fuzzer ask for.</summary>
        internal void Plant(byte[] data)
        {
            Say("do", "plant");
            foreach ((string what, byte[] text) in plants)
            {
                if (data.AsSpan().IndexOf(text) < 0)
                {
                    continue;
                }
                switch (what)
                {
                    case "abort":
                        Environment.FailFast("planted");
                        break;
                    case "exit":
                        Environment.Exit(0);
                        break;
                    case "hang":
                        Thread.Sleep(Timeout.Infinite);
                        break;
                    default:
                        Untyped("plant", new KeyNotFoundException("planted"));
                        break;
                }
            }
        }

        /// <summary>Says that the file is done.</summary>
        internal void End()
        {
            Say("end", $"{succeeded} {failed}");
            succeeded = failed = 0;
        }

        private void Untyped(string action, Exception error)
        {
            string message = error.Message.Length > 300 ? error.Message.Substring(0, 300) : error.Message;
            Say("untyped", $"{action} :: {error.GetType().Name} :: {message}");
        }

        private void Say(string what, string rest)
        {
            string text = string.Join(" ", rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            byte[] line = Encoding.UTF8.GetBytes($"\n@@ {what} {text}\n"); // what a model prints may lack an end of line
            answers.Write(line, 0, line.Length);
            answers.Flush();
        }
    }
}
