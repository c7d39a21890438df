using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>The loaded libtorch does not have an operator.</summary>
    public sealed class UnknownOperatorException : TorchException
    {
        internal UnknownOperatorException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
