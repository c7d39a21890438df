using System;
using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>The type or the number of arguments does not match a TorchScript schema.</summary>
    public sealed class TorchTypeException : InvalidCastException, ITorchError
    {
        private readonly ErrorDetails details;

        internal TorchTypeException(ErrorDetails details)
            : base(details.Message)
        {
            this.details = details;
        }

        internal TorchTypeException(string message)
            : this(new ErrorDetails(TorchErrorKind.Type, message))
        {
        }

        /// <inheritdoc/>
        public TorchErrorKind Kind => details.Kind;

        /// <inheritdoc/>
        public string TorchScriptTraceback => details.Traceback;

        /// <inheritdoc/>
        public int Line => details.Line;

        /// <inheritdoc/>
        public int Column => details.Column;

        /// <inheritdoc/>
        public string RaisedClass => details.Raised;
    }
}
