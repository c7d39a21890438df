using System;
using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A call takes longer than the limit of <see cref="torch.jit.time_limit"/>.</summary>
    public sealed class ScriptTimeoutException : TimeoutException, ITorchError
    {
        private readonly ErrorDetails details;

        internal ScriptTimeoutException(ErrorDetails details)
            : base(details.Message)
        {
            this.details = details;
        }

        /// <inheritdoc/>
        public TorchErrorKind Kind => details.Kind;

        /// <inheritdoc/>
        public string TorchScriptTraceback => details.Traceback;
    }
}
