using System;
using System.Runtime.ExceptionServices;

namespace TorchSharpPy.Interop
{
    /// <summary>Carries the exception of a C# callback through native code, which no exception may pass, to its caller.</summary>
    internal static unsafe class CallbackFailure
    {
        /// <summary>What a callback that has failed returns.</summary>
        private const int Failed = -1;

        /// <summary>Ends a callback with an exception.</summary>
        /// <returns>What the callback returns to native code.</returns>
        internal static int Report(Exception error)
        {
            try
            {
                using var text = new PinnedText(Describe(error));
                NativeMethods.tsp_failure_set(text.Native, KeptObject.Keep(ExceptionDispatchInfo.Capture(error)), KeptObject.Release);
            }
            catch (Exception)
            {
                // No memory is left. Then the native error has only a general message.
            }
            return Failed;
        }

        /// <summary>Throws the exception that made the calling thread's last native call fail, if it was one of C#.</summary>
        internal static void ThrowIfAny()
        {
            void* kept;
            if (NativeMethods.tsp_failure_take(&kept) == 0 && kept != null)
            {
                KeptObject.Take<ExceptionDispatchInfo>((IntPtr)kept).Throw();
            }
        }

        private static string Describe(Exception error)
        {
            try
            {
                return $"{error.GetType()}: {error.Message}";
            }
            catch (Exception)
            {
                return error.GetType().ToString(); // a Message of the caller has thrown
            }
        }
    }
}
