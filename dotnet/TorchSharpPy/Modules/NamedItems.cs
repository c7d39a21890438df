using System.Collections;
using System.Collections.Generic;

namespace TorchSharpPy.Modules
{
    /// <summary>What is registered with a module, in the order of registration, which is that of a state_dict.</summary>
    internal sealed class NamedItems<T> : IEnumerable<(string name, T item)>
    {
        private readonly List<(string name, T item)> items = new List<(string name, T item)>();
        private readonly Dictionary<string, int> places = new Dictionary<string, int>();

        internal int Count => items.Count;

        /// <summary>The item at an index; setting it keeps the name.</summary>
        internal T this[int place]
        {
            get => items[place].item;
            set => items[place] = (items[place].name, value);
        }

        /// <inheritdoc/>
        public IEnumerator<(string name, T item)> GetEnumerator() => items.GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        internal string NameOf(int place) => items[place].name;

        internal bool Contains(string name) => places.ContainsKey(name);

        internal bool TryGet(string name, out T item)
        {
            bool found = places.TryGetValue(name, out int place);
            item = found ? items[place].item : default!;
            return found;
        }

        internal void Add(string name, T item)
        {
            places.Add(name, items.Count);
            items.Add((name, item));
        }

        /// <summary>Replaces the item with a name, which keeps its place in the order.</summary>
        internal void Set(string name, T item) => this[places[name]] = item;

        internal void Remove(string name)
        {
            items.RemoveAt(places[name]);
            FindPlaces();
        }

        /// <summary>Moves the item that was added last to an index.</summary>
        internal void MoveLast(int place)
        {
            (string name, T item) last = items[items.Count - 1];
            items.RemoveAt(items.Count - 1);
            items.Insert(place, last);
            FindPlaces();
        }

        internal void Clear()
        {
            items.Clear();
            places.Clear();
        }

        private void FindPlaces()
        {
            places.Clear();
            foreach ((string name, _) in items)
            {
                places.Add(name, places.Count);
            }
        }
    }
}
