using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A file could do what the <see cref="LoadPolicy"/> does not allow. Nothing of it has run.</summary>
    public sealed class PolicyException : TorchException
    {
        internal PolicyException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
