using System;
using System.Collections.Concurrent;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The warnings of operators and models.</summary>
        public static class warnings
        {
            // A model may make its messages: those that are remembered must not grow without end.
            private const int MostRemembered = 10_000;

            private static readonly ConcurrentDictionary<string, bool> Written = new ConcurrentDictionary<string, bool>();

            /// <summary>
            /// Raised for every warning, at the end of the call that caused it and on its thread. A warning of a task
            /// (<c>torch.jit.fork</c>) comes at the end of the next call, such as the one that waits for the task.
            /// </summary>
            /// <remarks>
            /// Without a handler, each message is written to <see cref="Console.Error"/> once. The sender is null. A call cannot
            /// fail because of its warnings: what a handler throws is written to <see cref="Console.Error"/>.
            /// </remarks>
            public static event EventHandler<TorchWarning>? Raised;

            /// <summary>Passes a warning on. Called from native code, through which no exception may pass.</summary>
            internal static void Pass(TorchWarning warning)
            {
                try
                {
                    EventHandler<TorchWarning>? handlers = Raised;
                    if (handlers != null)
                    {
                        handlers(null, warning);
                    }
                    else if (Written.Count < MostRemembered && Written.TryAdd(warning.ToString(), true))
                    {
                        Console.Error.WriteLine(warning);
                    }
                }
                catch (Exception error)
                {
                    Report(warning, error);
                }
            }

            private static void Report(TorchWarning warning, Exception error)
            {
                try
                {
                    Console.Error.WriteLine($"{warning}\nThe handler of this warning failed: {error}");
                }
                catch (Exception)
                {
                    // Console.Error is closed, or the program's own and fails: there is nowhere left to write to.
                }
            }
        }
    }
}
