using System;

namespace TorchSharpPy.Interop
{
    /// <summary>Sees that the owner of a native object was forgotten: the one part of it that has a finalizer.</summary>
    /// <remarks>
    /// <para>To make an object with a finalizer and to suppress that finalizer costs more than all else about a small
    /// tensor. So a thread uses its guards again.</para>
    /// <para>It does so only while no garbage collection has begun since a guard was given out. Before that none can
    /// have found the guard out of reach, so its finalizer cannot be on its way; and the guard is as young as what it
    /// guards, so the next collection sees that both are forgotten.</para>
    /// </remarks>
    internal sealed class HandleGuard
    {
        private NativeHandle? owner;
        private long memory;
        private int collections;

        private HandleGuard()
        {
        }

        /// <summary>Hands a forgotten native object to the releasing thread: releasing may wait for a lock.</summary>
        ~HandleGuard()
        {
            if (owner is NativeHandle forgotten)
            {
                ReleaseQueue.Add(forgotten);
            }
        }

        /// <summary>A guard for the owner of a native object.</summary>
        /// <param name="owner">Refers to the guard until <see cref="End"/>.</param>
        /// <param name="memory">How many bytes the native object holds.</param>
        internal static HandleGuard For(NativeHandle owner, long memory)
        {
            ThreadGuards thread = ThreadGuards.Current;
            int now = GC.CollectionCount(0);
            HandleGuard guard = thread.Take(now) ?? new HandleGuard();
            guard.owner = owner;
            guard.memory = memory;
            guard.collections = now;
            thread.Pressure.Change(memory);
            return guard;
        }

        /// <summary>The native object goes: there is nothing left to guard.</summary>
        internal void End()
        {
            owner = null;
            ThreadGuards thread = ThreadGuards.Current;
            thread.Pressure.Change(-memory);
            int now = GC.CollectionCount(0);
            if (collections != now || !thread.TryAdd(this, now))
            {
                GC.SuppressFinalize(this);
            }
        }
    }
}
