using System;
using System.Collections.Generic;

namespace TorchSharpPy
{
    /// <summary>Arguments by name, as the last argument of a call. Use it when the names are known only at run time.</summary>
    /// <remarks>If the names are known, <c>new { alpha = 2 }</c> does the same.</remarks>
    /// <example><c>m.invoke("predict", x, new KeywordArguments { ["alpha"] = 2 })</c>.</example>
    public sealed class KeywordArguments
    {
        private readonly Dictionary<string, object?> values = new Dictionary<string, object?>();

        /// <summary>No arguments yet.</summary>
        public KeywordArguments()
        {
        }

        /// <summary>The arguments of a dictionary.</summary>
        /// <param name="arguments">Values by the names of their parameters.</param>
        /// <exception cref="ArgumentException">A name is given twice.</exception>
        public KeywordArguments(IEnumerable<KeyValuePair<string, object?>> arguments)
        {
            foreach (KeyValuePair<string, object?> argument in arguments ?? throw new ArgumentNullException(nameof(arguments)))
            {
                values.Add(argument.Key, argument.Value);
            }
        }

        /// <summary>The number of arguments.</summary>
        public int Count => values.Count;

        /// <summary>The argument of a name.</summary>
        /// <exception cref="KeyNotFoundException">There is no argument of that name.</exception>
        public object? this[string name]
        {
            get => values[name];
            set => values[name] = value;
        }

        /// <summary>The arguments, in the order they were added.</summary>
        internal IEnumerable<KeyValuePair<string, object?>> Pairs => values;
    }
}
