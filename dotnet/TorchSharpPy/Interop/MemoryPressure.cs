using System;

namespace TorchSharpPy.Interop
{
    /// <summary>Tells the garbage collector how much native memory is held.</summary>
    /// <remarks>
    /// Without that, a program that forgets tensors grows: the collector sees only their small C# objects.
    /// To report each tensor would cost more than a small tensor does, so the changes on a thread add up to a step
    /// first.
    /// </remarks>
    internal struct MemoryPressure
    {
        private const long Step = 1 << 20;

        private long pending;

        /// <summary>Adds or removes native memory.</summary>
        internal void Change(long bytes)
        {
            pending += bytes;
            if (pending >= Step || pending <= -Step)
            {
                Flush();
            }
        }

        /// <summary>Reports the memory that was not reported yet.</summary>
        internal void Flush()
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
