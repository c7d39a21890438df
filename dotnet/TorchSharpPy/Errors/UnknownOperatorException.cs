using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>An operator that the libtorch in use does not have.</summary>
    public sealed class UnknownOperatorException : TorchException
    {
        internal UnknownOperatorException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
