using System;
using System.Collections.Generic;
using System.Linq;
using Python.Runtime;
using TorchSharpPy.Jit;

namespace TorchSharpPy.Bridge
{
    /// <summary>The arguments of a C# call as Python objects: those by position, and a last one that gives others by name.</summary>
    internal sealed class PythonArguments : IDisposable
    {
        /// <summary>Converts arguments, with the GIL held.</summary>
        /// <exception cref="UnsupportedValueException">An input cannot be given to Python.</exception>
        internal PythonArguments(object?[]? input)
        {
            object?[] all = input ?? new object?[] { null }; // as C# passes a single null
            IEnumerable<KeyValuePair<string, object?>>? named = NamedArguments.Of(all.LastOrDefault());
            Named = PythonValues.ToDict(named ?? Enumerable.Empty<KeyValuePair<string, object?>>());
            try
            {
                Positional = PythonValues.ToPython(named == null ? all : all.Take(all.Length - 1));
            }
            catch
            {
                Named.Dispose();
                throw;
            }
        }

        /// <summary>The arguments by position.</summary>
        internal PyObject[] Positional { get; }

        /// <summary>The arguments by name.</summary>
        internal PyDict Named { get; }

        /// <inheritdoc/>
        public void Dispose()
        {
            PythonValues.Dispose(Positional);
            Named.Dispose();
        }
    }
}
