using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using TorchSharpPy.Convert;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>A list of modules, which are parts of it, named "0", "1" and so on.</summary>
    /// <typeparam name="T">The C# type of the modules.</typeparam>
    /// <remarks>The caller disposes a module that was removed from the list.</remarks>
    public sealed class ModuleList<T> : nn.Module, IList<T>
        where T : nn.Module
    {
        private readonly List<T> items = new List<T>();

        internal ModuleList(IEnumerable<T> modules)
            : base(nameof(ModuleList<T>))
        {
            extend(modules);
        }

        /// <summary>The number of modules.</summary>
        public int Count => items.Count;

        /// <inheritdoc/>
        public bool IsReadOnly => false;

        /// <summary>The module at an index, from 0.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public T this[int index]
        {
            get => items[index];
            set
            {
                _ = items[index];
                SetModule(NameOf(index), value);
                items[index] = value;
            }
        }

        /// <summary>Adds a module at the end.</summary>
        /// <returns>This module.</returns>
        public ModuleList<T> append(T module)
        {
            Add(module);
            return this;
        }

        /// <summary>Adds modules at the end.</summary>
        /// <returns>This module.</returns>
        public ModuleList<T> append(params T[] modules) => extend(modules);

        /// <summary>Adds modules at the end.</summary>
        /// <returns>This module.</returns>
        public ModuleList<T> extend(IEnumerable<T> modules)
        {
            foreach (T module in modules ?? throw new ArgumentNullException(nameof(modules)))
            {
                Add(module);
            }
            return this;
        }

        /// <summary>Inserts a module before the one at an index.</summary>
        public void insert(int index, T module) => Insert(index, module);

        /// <inheritdoc/>
        public void Add(T item)
        {
            base.register_module(NameOf(items.Count), item);
            items.Add(item);
        }

        /// <summary>Adds a module at the end. Its name must be its index.</summary>
        /// <exception cref="ArgumentException">The name is not the index that the module gets.</exception>
        /// <exception cref="TorchTypeException">The module is not a <typeparamref name="T"/>.</exception>
        public override void register_module(string name, nn.Module submodule)
        {
            if ((name ?? throw new ArgumentNullException(nameof(name))) != NameOf(items.Count))
            {
                throw new ArgumentException(
                    $"A ModuleList names its modules by position: expected '{NameOf(items.Count)}', got '{name}'. Use append instead.",
                    nameof(name));
            }
            if (!(submodule is null) && !(submodule is T))
            {
                throw new TorchTypeException(
                    $"The ModuleList holds {TypeNames.Of(typeof(T))}: it cannot hold a {TypeNames.Of(submodule.GetType())}.");
            }
            Add((T)submodule!);
        }

        /// <inheritdoc/>
        private protected override IEnumerable<(string label, string text)> PrintedParts() =>
            ModuleText.Repeated(items.ConvertAll(item => item.ToString() ?? string.Empty));

        /// <inheritdoc/>
        public void Insert(int index, T item)
        {
            if ((uint)index > (uint)items.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The list has {items.Count} modules.");
            }
            base.register_module(NameOf(items.Count), item);
            items.Insert(index, item);
            Renumber();
        }

        /// <inheritdoc/>
        public bool Remove(T item)
        {
            int index = IndexOf(item);
            if (index >= 0)
            {
                RemoveAt(index);
            }
            return index >= 0;
        }

        /// <inheritdoc/>
        public void RemoveAt(int index)
        {
            items.RemoveAt(index);
            Renumber();
        }

        /// <inheritdoc/>
        public void Clear()
        {
            items.Clear();
            ClearModules();
        }

        /// <inheritdoc/>
        public bool Contains(T item) => items.Contains(item);

        /// <inheritdoc/>
        public int IndexOf(T item) => items.IndexOf(item);

        /// <inheritdoc/>
        public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private static string NameOf(int place) => place.ToString(CultureInfo.InvariantCulture);

        private void Renumber()
        {
            ClearModules();
            for (int i = 0; i < items.Count; i++)
            {
                base.register_module(NameOf(i), items[i]);
            }
        }
    }
}

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules, which are parts of it.</summary>
            /// <typeparam name="T">The C# type of the modules.</typeparam>
            public static ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new ModuleList<T>(modules);

            /// <summary>A list of modules of any kind, which are parts of it.</summary>
            public static ModuleList<Module> ModuleList(params Module[] modules) => new ModuleList<Module>(modules);
        }
    }
}
