using System.Runtime.InteropServices;
using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A failure in libtorch or TorchScript; its subclasses tell the kinds apart.</summary>
    /// <remarks>
    /// Kinds that .NET has an exception for derive from that one: <see cref="ModelNotFoundException"/>,
    /// <see cref="ModelIOException"/>, <see cref="TorchValueException"/> and <see cref="TorchTypeException"/>;
    /// a failed allocation is an OutOfMemoryException. <see cref="ITorchError"/> is what they share.
    /// </remarks>
    public class TorchException : ExternalException, ITorchError
    {
        private readonly ErrorDetails details;

        internal TorchException(ErrorDetails details)
            : base(details.Message)
        {
            this.details = details;
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
