using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Tests
{
    /// <summary>Counts native handles before and after.</summary>
    internal static class Leaks
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
        private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(2);

        /// <summary>Checks that an action leaves no native handle behind, once collected.</summary>
        internal static void None(Action action)
        {
            Run(action);
            Collect(long.MaxValue);
            long before = NativeMethods.tsp_live_handles();
            Run(action);
            Collect(before);
            Check.Equal(before, Math.Max(before, NativeMethods.tsp_live_handles()));
        }

        /// <summary>Checks that many repeats of an action leave no native handle behind, once collected.</summary>
        internal static void NoneAfter(int times, Action action)
        {
            Run(action); // looks up operators, which are kept
            Collect(long.MaxValue);
            long before = NativeMethods.tsp_live_handles();
            for (int i = 0; i < times; i++)
            {
                Run(action);
            }
            Collect(before);
            Check.Equal(before, Math.Max(before, NativeMethods.tsp_live_handles()));
        }

        /// <summary>Checks that many repeats of an action leave no native handle behind, even without a collection.</summary>
        internal static void NoneAtOnce(int times, Action action)
        {
            Run(action); // looks up operators, which are kept
            Collect(long.MaxValue); // so that collecting handles of other tests does not hide a leak
            long before = NativeMethods.tsp_live_handles();
            for (int i = 0; i < times; i++)
            {
                Run(action);
            }
            SpinWait.SpinUntil(() => NativeMethods.tsp_live_handles() <= before, ShortPatience); // for handles that other threads release
            Check.Equal(before, Math.Max(before, NativeMethods.tsp_live_handles()));
        }

        /// <summary>Collects until at most a given number of handles exist, or the time is up.</summary>
        internal static void Collect(long expected)
        {
            var watch = Stopwatch.StartNew();
            do
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Thread.Sleep(5);
            }
            while ((!ReleaseQueue.IsEmpty || NativeMethods.tsp_live_handles() > expected) && watch.Elapsed < Patience);
        }

        // In debug builds the collector keeps locals alive until the end of a method, so the action runs in its own.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Run(Action action) => action();
    }
}
