using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>A dictionary of modules, in the order in which they were added; the modules are parts of it.</summary>
    /// <typeparam name="T">The C# type of the modules.</typeparam>
    /// <remarks>The caller disposes a module that was removed from the dictionary.</remarks>
    public sealed class ModuleDict<T> : nn.Module, IDictionary<string, T>
        where T : nn.Module
    {
        private readonly NamedItems<T> entries = new NamedItems<T>();

        internal ModuleDict(IEnumerable<(string name, T module)> modules)
            : base(nameof(ModuleDict<T>))
        {
            foreach ((string name, T module) in modules)
            {
                Add(name, module);
            }
        }

        /// <summary>The number of modules.</summary>
        public int Count => entries.Count;

        /// <inheritdoc/>
        public bool IsReadOnly => false;

        /// <summary>The names, in order.</summary>
        public ICollection<string> Keys => entries.Select(entry => entry.name).ToArray();

        /// <summary>The modules, in order.</summary>
        public ICollection<T> Values => entries.Select(entry => entry.item).ToArray();

        /// <summary>The module with a name. Setting it replaces the module with this name, or adds one at the end.</summary>
        /// <exception cref="KeyNotFoundException">There is no module with this name; the message lists the names.</exception>
        public T this[string key]
        {
            get => entries.TryGet(key, out T module)
                ? module
                : throw new KeyNotFoundException($"The ModuleDict has no module '{key}'. It has: [{string.Join(", ", Keys)}].");
            set
            {
                SetModule(key, value);
                entries.Set(key, value);
            }
        }

        /// <summary>The name and the module at an index, from 0.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public (string name, T module) this[int index] => (entries.NameOf(index), entries[index]);

        /// <summary>The names and modules, in order.</summary>
        public IEnumerable<(string name, T module)> items() => entries.ToArray();

        /// <summary>The names, in order.</summary>
        public IEnumerable<string> keys() => Keys;

        /// <summary>The modules, in order.</summary>
        public IEnumerable<T> values() => Values;

        /// <summary>Removes all modules.</summary>
        public void clear() => Clear();

        /// <summary>Removes a module and returns it.</summary>
        /// <exception cref="KeyNotFoundException">There is no module with this name; the message lists the names.</exception>
        public T pop(string key)
        {
            T module = this[key];
            Remove(key);
            return module;
        }

        /// <summary>Adds modules at the end; a module whose name exists replaces the one with that name.</summary>
        public void update(IEnumerable<KeyValuePair<string, T>> modules)
        {
            foreach (KeyValuePair<string, T> entry in modules ?? throw new ArgumentNullException(nameof(modules)))
            {
                this[entry.Key] = entry.Value;
            }
        }

        /// <inheritdoc/>
        public void Add(string key, T value) => register_module(key, value);

        /// <summary>Adds a module at the end.</summary>
        /// <exception cref="ArgumentException">The name is invalid or already used.</exception>
        public void Add((string name, T module) item) => Add(item.name, item.module);

        /// <summary>Adds a module under a name, as <see cref="Add(string, T)"/> does.</summary>
        /// <exception cref="TorchTypeException">The module is not a <typeparamref name="T"/>.</exception>
        public override void register_module(string name, nn.Module submodule)
        {
            T? entry = submodule as T;
            if (entry is null && !(submodule is null))
            {
                throw new TorchTypeException(
                    $"The ModuleDict holds {TypeNames.Of(typeof(T))}: '{name}' cannot be a {TypeNames.Of(submodule.GetType())}.");
            }
            base.register_module(name, submodule!);
            entries.Add(name, entry!);
        }

        /// <inheritdoc/>
        public bool ContainsKey(string key) => entries.Contains(key);

        /// <inheritdoc/>
        public bool TryGetValue(string key, out T value) => entries.TryGet(key, out value);

        /// <inheritdoc/>
        public bool Remove(string key)
        {
            if (!entries.Contains(key))
            {
                return false;
            }
            RemoveModule(key);
            entries.Remove(key);
            return true;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            ClearModules();
            entries.Clear();
        }

        /// <inheritdoc/>
        void ICollection<KeyValuePair<string, T>>.Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

        /// <inheritdoc/>
        bool ICollection<KeyValuePair<string, T>>.Contains(KeyValuePair<string, T> item) =>
            entries.TryGet(item.Key, out T module) && ReferenceEquals(module, item.Value);

        /// <inheritdoc/>
        void ICollection<KeyValuePair<string, T>>.CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) =>
            entries.Select(entry => KeyValuePair.Create(entry.name, entry.item)).ToArray().CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        bool ICollection<KeyValuePair<string, T>>.Remove(KeyValuePair<string, T> item) =>
            ((ICollection<KeyValuePair<string, T>>)this).Contains(item) && Remove(item.Key);

        /// <inheritdoc/>
        public IEnumerator<KeyValuePair<string, T>> GetEnumerator() =>
            entries.Select(entry => KeyValuePair.Create(entry.name, entry.item)).GetEnumerator();

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
            /// <summary>A dictionary of modules, which are parts of it.</summary>
            /// <typeparam name="T">The C# type of the modules.</typeparam>
            /// <exception cref="ArgumentException">A name is invalid, or given twice.</exception>
            public static ModuleDict<T> ModuleDict<T>(params (string name, T module)[] modules)
                where T : Module => new ModuleDict<T>(modules);

            /// <summary>A dictionary of modules of any kind, which are parts of it.</summary>
            /// <exception cref="ArgumentException">A name is invalid, or given twice.</exception>
            public static ModuleDict<Module> ModuleDict(params (string name, Module module)[] modules) => new ModuleDict<Module>(modules);
        }
    }
}
