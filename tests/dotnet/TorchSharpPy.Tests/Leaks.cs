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
            Run(action); // looks operators up, which are kept
            Collect(long.MaxValue);
            long before = NativeMethods.tsp_live_handles();
            for (int i = 0; i < times; i++)
            {
                Run(action);
            }
            Collect(before);
            Check.Equal(before, Math.Max(before, NativeMethods.tsp_live_handles()));
        }

        /// <summary>Checks that an action, run many times, leaves no native handle behind even without a collection.</summary>
        internal static void NoneAtOnce(int times, Action action)
        {
            Run(action); // looks operators up, which are kept
            Collect(long.MaxValue); // else a collection of what others left could hide what this leaves
            long before = NativeMethods.tsp_live_handles();
            for (int i = 0; i < times; i++)
            {
                Run(action);
            }
            SpinWait.SpinUntil(() => NativeMethods.tsp_live_handles() <= before, ShortPatience); // for what ends on other threads
            Check.Equal(before, Math.Max(before, NativeMethods.tsp_live_handles()));
        }

        /// <summary>Collects until no more than some handles live, or patience ends.</summary>
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

        // Locals of the action must be out of reach of the collector's conservative debug lifetimes.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Run(Action action) => action();
    }
}
