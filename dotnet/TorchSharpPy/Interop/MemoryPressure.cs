using System;

namespace TorchSharpPy.Interop
{
    /// <summary>Tells the garbage collector how much native memory tensors hold.</summary>
    /// <remarks>
    /// Without that, a program that forgets tensors grows by what they hold: the collector sees only small objects.
    /// Telling it of each tensor would cost more than a small tensor does, so each thread's changes add up to a step
    /// first.
    /// </remarks>
    internal sealed class MemoryPressure
    {
        private const long Step = 1 << 20;

        /// <summary>About what libtorch and the allocator need beside the elements.</summary>
        private const long Overhead = 512;

        [ThreadStatic]
        private static MemoryPressure? current;

        private long pending;

        private MemoryPressure()
        {
        }

        /// <summary>Its thread has ended.</summary>
        ~MemoryPressure() => Flush();

        private static MemoryPressure Current => current ?? (current = new MemoryPressure());

        /// <summary>A tensor came into being.</summary>
        /// <returns>What to <see cref="Remove"/> when it goes.</returns>
        internal static long Add(long bytes)
        {
            long held = bytes + Overhead;
            Current.Change(held);
            return held;
        }

        /// <summary>A tensor went.</summary>
        internal static void Remove(long held) => Current.Change(-held);

        private void Change(long held)
        {
            pending += held;
            if (pending >= Step || pending <= -Step)
            {
                Flush();
            }
        }

        private void Flush()
        {
            if (pending > 0)
            {
                GC.AddMemoryPressure(pending);
            }
            else if (pending < 0)
            {
                GC.RemoveMemoryPressure(-pending);
            }
            pending = 0;
        }
    }
}
