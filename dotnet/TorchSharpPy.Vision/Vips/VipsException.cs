using System;

namespace TorchSharpPy.Vips
{
    /// <summary>What libvips says went wrong. Callers say what that means.</summary>
    internal sealed class VipsException : Exception
    {
        internal VipsException(string message)
            : base(message)
        {
        }
    }
}
