using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A file does not have the expected format, such as a complete TorchScript archive.</summary>
    public sealed class ModelFormatException : TorchException
    {
        internal ModelFormatException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
