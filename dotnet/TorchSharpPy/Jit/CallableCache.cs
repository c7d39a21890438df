using System;
using System.Collections.Concurrent;

namespace TorchSharpPy
{
    /// <summary>The callables of one module or compilation unit, by name, made at first use.</summary>
    internal sealed class CallableCache : IDisposable
    {
        private readonly ConcurrentDictionary<string, Callable> callables = new ConcurrentDictionary<string, Callable>();
        private readonly Func<string, Callable> make;

        internal CallableCache(Func<string, Callable> make)
        {
            this.make = make;
        }

        /// <summary>The callable of a name.</summary>
        /// <exception cref="UnknownMethodException">There is none; the message lists those there are.</exception>
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
                return kept;
            }
        }

        /// <summary>Disposes every callable: later calls throw ObjectDisposedException.</summary>
        public void Dispose()
        {
            foreach (Callable callable in callables.Values)
            {
                callable.Dispose();
            }
        }
    }
}
