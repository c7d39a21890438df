using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>Values with an identity, for callers that know types only at run time: OBJECT, MODULE, ENUM and FUTURE.</summary>
    internal static unsafe class ObjectNodes
    {
        /// <summary>Takes such a value out of a result node.</summary>
        internal static object? TakeObject(NativeValue* node) => throw new UnsupportedValueException(new ErrorDetails(
            TorchErrorKind.Unsupported, $"TorchScript returned {Nodes.Describe(node)}, which cannot be returned as an object yet."));

        /// <summary>Fills an argument node, where the value is of that sort.</summary>
        internal static bool TryPut(object value, NativeValue* node, ref CallFrame frame) => false;
    }
}
