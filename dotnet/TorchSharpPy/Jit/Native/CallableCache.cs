using System;
using System.Collections.Concurrent;
using System.Threading;

namespace TorchSharpPy.Jit
{
    /// <summary>The callables of one module or compilation unit, by name, made at first use.</summary>
    internal sealed class CallableCache : IDisposable
    {
        private readonly ConcurrentDictionary<string, Callable> callables = new ConcurrentDictionary<string, Callable>();
        private readonly Func<string, Callable> make;
        private readonly string owner;
        private int disposed;

        /// <summary>An empty cache.</summary>
        /// <param name="make">Makes the callable of a name.</param>
        /// <param name="owner">What the user disposes, for ObjectDisposedException.</param>
        internal CallableCache(Func<string, Callable> make, string owner)
        {
            this.make = make;
            this.owner = owner;
        }

        /// <summary>The callable of a name.</summary>
        /// <exception cref="UnknownMethodException">Nothing has that name. The message lists the names.</exception>
        /// <exception cref="ObjectDisposedException">The owner was disposed.</exception>
        internal Callable this[string name]
        {
            get
            {
                if (callables.TryGetValue(name ?? throw new ArgumentNullException(nameof(name)), out Callable known))
                {
                    return known;
                }
                Callable made = make(name);
                Callable kept = callables.GetOrAdd(name, made);
                if (kept != made)
                {
                    made.Dispose();
                }
                if (Interlocked.CompareExchange(ref disposed, 0, 0) != 0)
                {
                    kept.Dispose(); // Dispose may have run before it was added
                    throw new ObjectDisposedException(owner);
                }
                return kept;
            }
        }

        /// <summary>Disposes every callable: later calls throw ObjectDisposedException.</summary>
        public void Dispose()
        {
            Interlocked.Exchange(ref disposed, 1);
            foreach (Callable callable in callables.Values)
            {
                callable.Dispose();
            }
        }
    }
}
