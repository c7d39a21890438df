using System;
using System.Collections.Generic;
using System.Threading;

namespace TorchSharpPy.Jit
{
    /// <summary>The callables of one module or compilation unit, by name, made at first use.</summary>
    internal sealed class CallableCache : IDisposable
    {
        private readonly object adding = new object();
        private readonly Func<string, Callable> make;
        private readonly string owner;

        /// <summary>Replaced and never changed, so that calls read it without a lock; null once disposed.</summary>
        private Dictionary<string, Callable>? callables = new Dictionary<string, Callable>();

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
                if (name is null)
                {
                    throw new ArgumentNullException(nameof(name));
                }
                Dictionary<string, Callable>? kept = Volatile.Read(ref callables);
                return kept != null && kept.TryGetValue(name, out Callable known) ? known : Add(name, make(name));
            }
        }

        /// <summary>Disposes every callable: later calls throw ObjectDisposedException.</summary>
        public void Dispose()
        {
            Dictionary<string, Callable>? kept;
            lock (adding)
            {
                kept = callables;
                callables = null;
            }
            if (kept != null)
            {
                foreach (KeyValuePair<string, Callable> each in kept)
                {
                    each.Value.Dispose();
                }
            }
        }

        private Callable Add(string name, Callable made)
        {
            lock (adding)
            {
                if (callables != null)
                {
                    if (callables.TryGetValue(name, out Callable known))
                    {
                        made.Dispose(); // another thread was faster
                        return known;
                    }
                    Volatile.Write(ref callables, new Dictionary<string, Callable>(callables) { [name] = made });
                    return made;
                }
            }
            made.Dispose();
            throw new ObjectDisposedException(owner);
        }
    }
}
