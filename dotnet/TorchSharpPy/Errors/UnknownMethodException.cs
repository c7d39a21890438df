using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A method, function or other name does not exist; the message lists the names that do.</summary>
    public sealed class UnknownMethodException : TorchException
    {
        internal UnknownMethodException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
