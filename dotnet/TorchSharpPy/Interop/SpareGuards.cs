using System;

namespace TorchSharpPy.Interop
{
    /// <summary>The guards that one thread may use again, all from since the last garbage collection.</summary>
    internal sealed class SpareGuards
    {
        /// <summary>As many as the results of usual calls have tensors.</summary>
        private const int Capacity = 64;

        [ThreadStatic]
        private static SpareGuards? current;

        private readonly HandleGuard?[] guards = new HandleGuard?[Capacity];
        private int count;
        private int collections;

        /// <summary>The calling thread's.</summary>
        internal static SpareGuards Current => current ?? (current = new SpareGuards());

        /// <summary>Takes a guard; null where there is none.</summary>
        /// <param name="now">The number of collections so far.</param>
        internal HandleGuard? Take(int now)
        {
            if (collections != now)
            {
                Renew(now);
            }
            if (count == 0)
            {
                return null;
            }
            ref HandleGuard? last = ref guards[--count];
            HandleGuard? taken = last;
            last = null;
            return taken;
        }

        /// <summary>Keeps a guard, where there is room.</summary>
        /// <param name="guard">It was given out after the last collection.</param>
        /// <param name="now">The number of collections so far.</param>
        internal bool TryAdd(HandleGuard guard, int now)
        {
            if (collections != now)
            {
                Renew(now);
            }
            if (count == Capacity)
            {
                return false;
            }
            guards[count++] = guard;
            return true;
        }

        private void Renew(int now)
        {
            while (count > 0)
            {
                ref HandleGuard? last = ref guards[--count];
                GC.SuppressFinalize(last!);
                last = null;
            }
            collections = now;
        }
    }
}
