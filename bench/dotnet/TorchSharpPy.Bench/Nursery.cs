using System;

namespace TorchSharpPy.Bench
{
    /// <summary>Makes readings of resident memory comparable.</summary>
    /// <remarks>
    /// The collector gives new objects tens of megabytes before it collects for the first time. Until
    /// all of that has been used once, its use looks like a leak.
    /// </remarks>
    internal static class Nursery
    {
        private static object? last;

        /// <summary>Uses all of it with what a call leaves behind, then collects.</summary>
        internal static double Settle(long count)
        {
            int collections = GC.CollectionCount(0) + 2;
            while (GC.CollectionCount(0) < collections)
            {
                last = new Disposed();
            }
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return 0;
        }

        /// <summary>Garbage of the size of a disposed tensor.</summary>
        private sealed class Disposed
        {
#pragma warning disable CS0169 // only there to be as large
            private readonly long first;
            private readonly long second;
            private readonly long third;
#pragma warning restore CS0169
        }
    }
}
