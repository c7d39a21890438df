using System.IO;
using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A model file does not exist.</summary>
    public sealed class ModelNotFoundException : FileNotFoundException, ITorchError
    {
        internal ModelNotFoundException(ErrorDetails details, string? fileName)
            : base(details.Message, fileName)
        {
        }

        /// <inheritdoc/>
        public TorchErrorKind Kind => TorchErrorKind.FileNotFound;
    }
}
