using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A method or function that is not there; the message lists those that are.</summary>
    public sealed class UnknownMethodException : TorchException
    {
        internal UnknownMethodException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
