using System;
using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A call within a <see cref="torch.jit.time_limit"/> was canceled.</summary>
    public sealed class ScriptCanceledException : OperationCanceledException, ITorchError
    {
        private readonly ErrorDetails details;

        internal ScriptCanceledException(ErrorDetails details)
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
