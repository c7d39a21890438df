using System;
using System.IO;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Interop
{
    /// <summary>The one place that turns the status of a native call into an exception.</summary>
    internal static unsafe class Status
    {
        /// <summary>Throws the exception that belongs to a status; does nothing for success.</summary>
        internal static void Check(int status)
        {
            if (status != 0)
            {
                throw LastError(status);
            }
        }

        /// <summary>The exception for the calling thread's last error. If a C# callback failed, its exception is thrown.</summary>
        internal static Exception LastError(int status, string? fileName = null)
        {
            if (NativeListener.TakeFailure() is Exception failure)
            {
                return new IOException("What the model printed cannot be written: " + failure.Message, failure);
            }
            if (status == (int)TorchErrorKind.Runtime)
            {
                CallbackFailure.ThrowIfAny();
            }
            NativeError error;
            NativeMethods.tsp_error_get(&error);
            var details = new ErrorDetails(
                (TorchErrorKind)status,
                Utf8.Read(error.Message),
                Utf8.Read(error.Traceback),
                error.Line,
                error.Column,
                Utf8.Read(error.Raised));
            return ToException(details, fileName);
        }

        /// <summary>The exception for an error record, from C++ or Python.</summary>
        internal static Exception ToException(ErrorDetails error, string? fileName)
        {
            switch (error.Kind)
            {
                case TorchErrorKind.Runtime:
                    return new ScriptRuntimeException(error);
                case TorchErrorKind.Type:
                    return new TorchTypeException(error);
                case TorchErrorKind.Value:
                    return new TorchValueException(error);
                case TorchErrorKind.FileNotFound:
                    return new ModelNotFoundException(error, fileName);
                case TorchErrorKind.Io:
                    return new ModelIOException(error);
                case TorchErrorKind.Format:
                    return new ModelFormatException(error);
                case TorchErrorKind.Compile:
                    return new ScriptCompileException(error);
                case TorchErrorKind.UnknownOperator:
                    return new UnknownOperatorException(error);
                case TorchErrorKind.UnknownMethod:
                    return new UnknownMethodException(error);
                case TorchErrorKind.Unsupported:
                    return new UnsupportedValueException(error);
                case TorchErrorKind.Device:
                    return new DeviceException(error);
                case TorchErrorKind.OutOfMemory:
                    return new OutOfMemoryException(error.Message);
                case TorchErrorKind.Policy:
                    return new PolicyException(error);
                case TorchErrorKind.Timeout:
                    return new ScriptTimeoutException(error);
                case TorchErrorKind.Canceled:
                    return new ScriptCanceledException(error);
                default:
                    return new TorchException(error);
            }
        }
    }
}
