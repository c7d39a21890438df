using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A device that is not there.</summary>
    public sealed class DeviceException : TorchException
    {
        internal DeviceException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
