using System;

namespace TorchSharpPy.Convert
{
    /// <summary>Errors about keys, for dictionaries of all types.</summary>
    internal static class DictKeys
    {
        /// <summary>The error for keys that differ only in TorchScript, such as two NaNs.</summary>
        internal static TorchTypeException Twice(object? key, Type type) => new TorchTypeException(
            $"TorchScript returned a dict that is not a {TypeNames.Of(type)}: two keys of the dict become the same C# key {key}.");
    }
}
