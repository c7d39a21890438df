using System;

namespace TorchSharpPy.Convert
{
    /// <summary>What dictionaries of all types say about their keys.</summary>
    internal static class DictKeys
    {
        /// <summary>The error for keys that only TorchScript tells apart, such as two that are not numbers.</summary>
        internal static TorchTypeException Twice(object? key, Type type) => new TorchTypeException(
            $"TorchScript returned a dict with two keys that are both {key} in C#: {TypeNames.Of(type)} holds only one of them.");
    }
}
