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

        /// <summary>A guard for the owner of a native object; the owner must refer to it.</summary>
        internal static HandleGuard For(NativeHandle owner)
        {
            int now = GC.CollectionCount(0);
            HandleGuard guard = SpareGuards.Current.Take(now) ?? new HandleGuard();
            guard.owner = owner;
            guard.collections = now;
            return guard;
        }

        /// <summary>The native object goes: there is nothing left to guard.</summary>
        internal void End()
        {
            owner = null;
            int now = GC.CollectionCount(0);
            if (collections != now || !SpareGuards.Current.TryAdd(this, now))
            {
                GC.SuppressFinalize(this);
            }
        }
    }
}
