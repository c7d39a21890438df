using System;
using System.Runtime.CompilerServices;

namespace TorchSharpPy.Interop
{
    /// <summary>A thread's guards to reuse, and the native memory that it has to report.</summary>
    internal sealed class ThreadGuards
    {
        /// <summary>The number of tensors in the results of usual calls.</summary>
        private const int Capacity = 64;

        [ThreadStatic]
        private static ThreadGuards? current;

        private readonly HandleGuard?[] spare = new HandleGuard?[Capacity];
        private int spareCount;
        private int collections;
        private MemoryPressure pressure;

        private ThreadGuards()
        {
        }

        /// <summary>Its thread has ended.</summary>
        ~ThreadGuards() => pressure.Flush();

        /// <summary>The calling thread's.</summary>
        internal static ThreadGuards Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => current ?? Create();
        }

        /// <summary>The memory of the native objects that came and went on this thread.</summary>
        internal ref MemoryPressure Pressure => ref pressure;

        /// <summary>Takes a guard to reuse; null if there is none.</summary>
        internal HandleGuard? Take()
        {
            if (spareCount == 0)
            {
                return null;
            }
            HandleGuard? taken = spare[--spareCount];
            spare[spareCount] = null;
            return taken;
        }

        /// <summary>Keeps a guard if there is room.</summary>
        /// <param name="guard">It was created after the last collection.</param>
        /// <param name="now">The number of collections so far.</param>
        internal bool TryAdd(HandleGuard guard, int now)
        {
            if (collections != now)
            {
                Renew(now);
            }
            if (spareCount == Capacity)
            {
                return false;
            }
            spare[spareCount++] = guard;
            return true;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static ThreadGuards Create() => current = new ThreadGuards();

        private void Renew(int now)
        {
            while (spareCount > 0)
            {
                GC.SuppressFinalize(spare[--spareCount]!);
                spare[spareCount] = null;
            }
            collections = now;
        }
    }
}
