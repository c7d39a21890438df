using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>A dictionary of parameters, in the order in which they were added.</summary>
    /// <remarks>The caller disposes a parameter that was removed from the dictionary.</remarks>
    public sealed class ParameterDict : nn.Module, IDictionary<string, Parameter>
    {
        /// <summary>An empty dictionary.</summary>
        public ParameterDict()
            : base(nameof(ParameterDict))
        {
        }

        /// <summary>The number of parameters.</summary>
        public int Count => OwnParameters.Count;

        /// <inheritdoc/>
        public bool IsReadOnly => false;

        /// <summary>The names, in order.</summary>
        public ICollection<string> Keys => OwnParameters.Select(entry => entry.name).ToArray();

        /// <summary>The parameters, in order.</summary>
        public ICollection<Parameter> Values => OwnParameters.Select(entry => entry.item!).ToArray();

        /// <summary>The parameter with a name. Setting it replaces the one with this name, or adds one at the end.</summary>
        /// <exception cref="KeyNotFoundException">There is no parameter with this name; the message lists the names.</exception>
        public Parameter this[string key]
        {
            get => TryGetValue(key, out Parameter parameter)
                ? parameter
                : throw new KeyNotFoundException($"The ParameterDict has no parameter '{key}'. It has: [{string.Join(", ", Keys)}].");
            set
            {
                if (ContainsKey(key))
                {
                    OwnParameters.Set(key, value ?? throw new ArgumentNullException(nameof(value)));
                }
                else
                {
                    Add(key, value);
                }
            }
        }

        /// <summary>The name and the parameter at an index, from 0.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public (string name, Parameter parameter) this[int index]
        {
            get
            {
                ThrowIfDisposed();
                return index >= 0 && index < Count
                    ? (OwnParameters.NameOf(index), OwnParameters[index]!)
                    : throw new ArgumentOutOfRangeException(nameof(index), index, $"The dictionary has {Count} parameters.");
            }
        }

        /// <summary>The names and parameters, in order.</summary>
        public IEnumerable<(string name, Parameter parameter)> items() =>
            OwnParameters.Select(entry => (entry.name, entry.item!)).ToArray();

        /// <summary>The names, in order.</summary>
        public IEnumerable<string> keys() => Keys;

        /// <summary>The parameters, in order.</summary>
        public IEnumerable<Parameter> values() => Values;

        /// <summary>Removes all parameters.</summary>
        public void clear() => Clear();

        /// <inheritdoc/>
        public void Add(string key, Parameter value) => register_parameter(key, value);

        /// <summary>Adds a parameter.</summary>
        /// <exception cref="ArgumentException">The name is invalid or already used.</exception>
        public override void register_parameter(string name, Parameter? param) =>
            base.register_parameter(name, param ?? throw new ArgumentNullException(nameof(param)));

        /// <summary>Adds a parameter.</summary>
        /// <exception cref="ArgumentException">The name is invalid or already used.</exception>
        public void Add((string name, Parameter parameter) item) => Add(item.name, item.parameter);

        /// <summary>Puts a parameter at an index, from 0; those from there on move up.</summary>
        /// <exception cref="ArgumentException">The name is invalid or already used.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public void Insert(int index, (string name, Parameter parameter) item)
        {
            if (index < 0 || index > Count)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The dictionary has {Count} parameters.");
            }
            Add(item);
            OwnParameters.MoveLast(index);
        }

        /// <summary>Removes the parameter at an index, from 0.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public void RemoveAt(int index) => Remove(this[index].name);

        /// <summary>The index of a parameter under a name, from 0; -1 if it is not there.</summary>
        public int IndexOf((string name, Parameter parameter) item)
        {
            ThrowIfDisposed();
            return Contains(item) ? Array.IndexOf((string[])Keys, item.name) : -1;
        }

        /// <summary>Whether a parameter is there under a name.</summary>
        public bool Contains((string name, Parameter parameter) item) =>
            TryGetValue(item.name, out Parameter parameter) && ReferenceEquals(parameter, item.parameter);

        /// <summary>Copies the names and parameters into an array, from an index on.</summary>
        public void CopyTo((string name, Parameter parameter)[] array, int arrayIndex) => items().ToArray().CopyTo(array, arrayIndex);

        /// <summary>Removes a parameter if it is there under a name.</summary>
        /// <returns>Whether it was there.</returns>
        public bool Remove((string name, Parameter parameter) item) => Contains(item) && Remove(item.name);

        /// <inheritdoc/>
        public override string extra_repr() => ParameterText.OfDict(OwnParameters);

        /// <inheritdoc/>
        public bool ContainsKey(string key) => OwnParameters.Contains(key);

        /// <inheritdoc/>
        public bool TryGetValue(string key, out Parameter value)
        {
            ThrowIfDisposed();
            bool found = OwnParameters.TryGet(key, out Parameter? parameter);
            value = parameter!;
            return found;
        }

        /// <inheritdoc/>
        public bool Remove(string key)
        {
            bool found = ContainsKey(key);
            if (found)
            {
                OwnParameters.Remove(key);
            }
            return found;
        }

        /// <inheritdoc/>
        public void Clear() => OwnParameters.Clear();

        /// <inheritdoc/>
        public void Add(KeyValuePair<string, Parameter> item) => Add(item.Key, item.Value);

        /// <inheritdoc/>
        public bool Contains(KeyValuePair<string, Parameter> item) => Contains((item.Key, item.Value));

        /// <inheritdoc/>
        public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) =>
            OwnParameters.Select(entry => KeyValuePair.Create(entry.name, entry.item!)).ToArray().CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public bool Remove(KeyValuePair<string, Parameter> item) => Remove((item.Key, item.Value));

        /// <inheritdoc/>
        public IEnumerator<KeyValuePair<string, Parameter>> GetEnumerator() =>
            OwnParameters.Select(entry => KeyValuePair.Create(entry.name, entry.item!)).GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A dictionary of parameters, which are parts of it.</summary>
            /// <param name="parameters">The parameters, which the module disposes.</param>
            /// <exception cref="ArgumentException">A name is invalid, or given twice.</exception>
            public static ParameterDict ParameterDict(params (string name, Parameter parameter)[] parameters)
            {
                var made = new ParameterDict();
                foreach ((string name, Parameter parameter) in parameters ?? throw new ArgumentNullException(nameof(parameters)))
                {
                    made.Add(name, parameter);
                }
                return made;
            }
        }
    }
}
