using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A file that is not a complete TorchScript archive.</summary>
    public sealed class ModelFormatException : TorchException
    {
        internal ModelFormatException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
