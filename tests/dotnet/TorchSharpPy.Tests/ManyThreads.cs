using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace TorchSharpPy.Tests
{
    /// <summary>Runs actions on several threads at once.</summary>
    internal static class ManyThreads
    {
        internal const int Count = 8;
        internal const int Calls = 200;

        /// <summary>Calls from every thread, with a different number for each call, or for each call of a thread.</summary>
        internal static void Run(Action<int> action, bool perThread = false)
        {
            var failures = new List<Exception>();
            Thread[] threads = Enumerable.Range(0, Count).Select(number => new Thread(() =>
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

        /// <summary>Repeats one action on a new thread while another runs on this one.</summary>
        internal static void Meanwhile(Action repeated, Action action)
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
