using System;
using System.Threading;

namespace TorchSharpPy.Interop
{
    /// <summary>Tells the garbage collector how much native memory tensors hold.</summary>
    /// <remarks>
    /// Without that, a program that forgets tensors grows by what they hold: the collector sees only small objects.
    /// Telling it of each tensor would cost more than a small tensor does, so changes add up to a step first.
    /// </remarks>
    internal static class MemoryPressure
    {
        private const long Step = 1 << 20;

        /// <summary>About what libtorch and the allocator need beside the elements.</summary>
        private const long Overhead = 512;

        private static long pending;

        /// <summary>A tensor came into being.</summary>
        /// <returns>What to <see cref="Remove"/> when it goes.</returns>
        internal static long Add(long bytes)
        {
            long held = bytes + Overhead;
            long total = Interlocked.Add(ref pending, held);
            if (total >= Step && Interlocked.CompareExchange(ref pending, 0, total) == total)
            {
                GC.AddMemoryPressure(total);
            }
            return held;
        }

        /// <summary>A tensor went.</summary>
        internal static void Remove(long held)
        {
            long total = Interlocked.Add(ref pending, -held);
            if (total <= -Step && Interlocked.CompareExchange(ref pending, 0, total) == total)
            {
                GC.RemoveMemoryPressure(-total);
            }
        }
    }
}
