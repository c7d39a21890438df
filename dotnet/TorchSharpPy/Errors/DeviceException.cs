using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A device is not available.</summary>
    public sealed class DeviceException : TorchException
    {
        internal DeviceException(ErrorDetails details)
            : base(details)
        {
        }
    }
}
