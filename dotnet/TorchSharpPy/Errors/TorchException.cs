using System.Runtime.InteropServices;
using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>The base class of failures in libtorch or TorchScript; each subclass is one kind.</summary>
    /// <remarks>
    /// Some kinds derive from a .NET exception instead: <see cref="ModelNotFoundException"/>,
    /// <see cref="ModelIOException"/>, <see cref="TorchValueException"/> and <see cref="TorchTypeException"/>.
    /// A failed allocation is an OutOfMemoryException. All others implement <see cref="ITorchError"/>.
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
