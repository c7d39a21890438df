using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A kind of TorchScript value cannot be converted to C# yet.</summary>
    public sealed class UnsupportedValueException : TorchException
    {
        internal UnsupportedValueException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
