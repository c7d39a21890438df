using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>An operator failed, or TorchScript code raised an exception, while running.</summary>
    public sealed class ScriptRuntimeException : TorchException
    {
        internal ScriptRuntimeException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
