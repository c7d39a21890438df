using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>A list of parameters, named "0", "1" and so on.</summary>
    /// <remarks>The caller disposes a parameter that was removed from the list.</remarks>
    public sealed class ParameterList : nn.Module, IList<Parameter>
    {
        /// <summary>A list of parameters.</summary>
        /// <param name="parameters">The parameters, which the module disposes.</param>
        public ParameterList(params Parameter[] parameters)
            : base(nameof(ParameterList))
        {
            extend(parameters);
        }

        /// <summary>The number of parameters.</summary>
        public int Count => OwnParameters.Count;

        /// <inheritdoc/>
        public bool IsReadOnly => false;

        /// <summary>The parameter at an index, from 0.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public Parameter this[int index]
        {
            get => OwnParameters[Checked(index, Count)]!;
            set => OwnParameters[Checked(index, Count)] = value ?? throw new ArgumentNullException(nameof(value));
        }

        /// <summary>Adds parameters at the end.</summary>
        /// <returns>This module.</returns>
        public ParameterList append(params Parameter[] parameters) => extend(parameters);

        /// <summary>Adds parameters at the end.</summary>
        /// <returns>This module.</returns>
        public ParameterList extend(IEnumerable<Parameter> parameters)
        {
            Parameter[] added = (parameters ?? throw new ArgumentNullException(nameof(parameters))).ToArray();
            if (Array.Exists(added, parameter => parameter is null))
            {
                throw new ArgumentNullException(nameof(parameters), "One of the parameters is null.");
            }
            foreach (Parameter parameter in added)
            {
                Add(parameter);
            }
            return this;
        }

        /// <inheritdoc/>
        public void Add(Parameter item) => register_parameter(NameOf(Count), item);

        /// <summary>Adds a parameter at the end. Its name must be its index.</summary>
        /// <exception cref="ArgumentException">The name is not the index that the parameter gets.</exception>
        public override void register_parameter(string name, Parameter? param)
        {
            if (name != NameOf(Count))
            {
                throw new ArgumentException(
                    $"A ParameterList names its parameters by position: expected '{NameOf(Count)}', got '{name}'. Use append instead.",
                    nameof(name));
            }
            base.register_parameter(name, param ?? throw new ArgumentNullException(nameof(param)));
        }

        /// <inheritdoc/>
        public void Insert(int index, Parameter item)
        {
            Checked(index, Count + 1);
            Add(item); // at the end, where all that can fail does, before anything moves
            for (int i = Count - 1; i > index; i--)
            {
                (OwnParameters[i], OwnParameters[i - 1]) = (OwnParameters[i - 1], OwnParameters[i]);
            }
        }

        /// <inheritdoc/>
        public bool Remove(Parameter item)
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
            for (int i = Checked(index, Count); i < Count - 1; i++)
            {
                OwnParameters[i] = OwnParameters[i + 1];
            }
            OwnParameters.Remove(NameOf(Count - 1));
        }

        /// <inheritdoc/>
        public void Clear() => OwnParameters.Clear();

        /// <inheritdoc/>
        public bool Contains(Parameter item) => IndexOf(item) >= 0;

        /// <inheritdoc/>
        public int IndexOf(Parameter item) => Items().FindIndex(one => ReferenceEquals(one, item));

        /// <inheritdoc/>
        public void CopyTo(Parameter[] array, int arrayIndex) => Items().CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<Parameter> GetEnumerator() => OwnParameters.Select(entry => entry.item!).GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <inheritdoc/>
        public override string extra_repr() => ParameterText.OfList(OwnParameters);

        private static string NameOf(int place) => place.ToString(CultureInfo.InvariantCulture);

        private List<Parameter> Items() => OwnParameters.Select(entry => entry.item!).ToList();

        private int Checked(int index, int end)
        {
            ThrowIfDisposed();
            return (uint)index < (uint)end
                ? index
                : throw new ArgumentOutOfRangeException(nameof(index), index, $"The list has {Count} parameters.");
        }
    }
}

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of parameters, which are parts of it.</summary>
            /// <param name="parameters">The parameters, which the module disposes.</param>
            public static ParameterList ParameterList(params Parameter[] parameters) => new ParameterList(parameters);
        }
    }
}
