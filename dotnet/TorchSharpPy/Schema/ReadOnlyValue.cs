using System;
using System.Collections.ObjectModel;

namespace TorchSharpPy.Schema
{
    /// <summary>Makes values for schemas read-only.</summary>
    internal static class ReadOnlyValue
    {
        /// <summary>The value, or a read-only list of an array's elements.</summary>
        internal static object? Of(object? value) => value is Array array
            ? Activator.CreateInstance(
                typeof(ReadOnlyCollection<>).MakeGenericType(array.GetType().GetElementType()!), array)
            : value;
    }
}
