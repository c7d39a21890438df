using System;

namespace TorchSharpPy.Interop
{
    /// <summary>Notices that the owner of a native object was forgotten. Only the guard has a finalizer.</summary>
    /// <remarks>
    /// <para>To create an object with a finalizer and to suppress that finalizer costs more than everything else about a small
    /// tensor. So a thread reuses its guards.</para>
    /// <para>It keeps a guard only while no garbage collection has begun since the guard was created. Until then no
    /// collection can have found the guard unreachable, so its finalizer cannot be queued. And the guard is as young as
    /// what it guards, so the next collection sees that both are forgotten.</para>
    /// </remarks>
    internal sealed class HandleGuard
    {
        private readonly int collections;
        private NativeHandle? owner;
        private long memory;

        /// <param name="collections">The number of collections so far.</param>
        private HandleGuard(int collections)
        {
            this.collections = collections;
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
        /// <param name="thread">The calling thread's guards.</param>
        internal static HandleGuard For(NativeHandle owner, long memory, ThreadGuards thread)
        {
            HandleGuard guard = thread.Take() ?? new HandleGuard(GC.CollectionCount(0));
            guard.owner = owner;
            guard.memory = memory;
            thread.Pressure.Change(memory);
            return guard;
        }

        /// <summary>The native object is released, so nothing is left to guard.</summary>
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
