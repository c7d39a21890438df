using System;
using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A value has the right type, but libtorch cannot use it.</summary>
    public sealed class TorchValueException : ArgumentException, ITorchError
    {
        internal TorchValueException(ErrorDetails details)
            : base(details.Message)
        {
        }

        /// <inheritdoc/>
        public TorchErrorKind Kind => TorchErrorKind.Value;
    }
}
