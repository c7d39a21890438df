using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>TorchScript source does not compile; <see cref="TorchException.Line"/> and
    /// <see cref="TorchException.Column"/> say where.</summary>
    public sealed class ScriptCompileException : TorchException
    {
        internal ScriptCompileException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
