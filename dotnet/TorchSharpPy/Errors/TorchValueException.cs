using System;
using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A value of the right type that libtorch cannot use.</summary>
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
