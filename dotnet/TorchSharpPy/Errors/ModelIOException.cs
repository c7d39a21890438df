using System.IO;
using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A model file cannot be read or written.</summary>
    public sealed class ModelIOException : IOException, ITorchError
    {
        internal ModelIOException(ErrorDetails details)
            : base(details.Message)
        {
        }

        /// <inheritdoc/>
        public TorchErrorKind Kind => TorchErrorKind.Io;
    }
}
