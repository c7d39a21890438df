using System;
using System.Runtime.InteropServices;

namespace TorchSharpPy.Interop
{
    /// <summary>Passes on what operators and models say during native calls.</summary>
    internal static unsafe class NativeListener
    {
        // The pointers that native code holds do not keep the delegates alive.
        private static readonly WarnCallback Warn = OnWarning;
        private static readonly PrintCallback Print = OnPrint;

        [ThreadStatic]
        private static Exception? failure;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void WarnCallback(IntPtr context, NativeWarning* warning);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int PrintCallback(IntPtr context, NativeText text);

        /// <summary>Listens from now on.</summary>
        internal static void Start() => Status.Check(NativeMethods.tsp_listener_set(
            Marshal.GetFunctionPointerForDelegate(Warn), Marshal.GetFunctionPointerForDelegate(Print), null));

        /// <summary>Why the calling thread's last call could not print, once; null if it could.</summary>
        internal static Exception? TakeFailure()
        {
            Exception? taken = failure;
            failure = null;
            return taken;
        }

        private static void OnWarning(IntPtr context, NativeWarning* warning) => torch.warnings.Pass(new TorchWarning(
            Utf8.Read(warning->Text), Utf8.Read(warning->File), warning->Line, warning->IsDeprecation != 0, warning->IsOfModel != 0));

        private static int OnPrint(IntPtr context, NativeText text)
        {
            try
            {
                Console.Out.Write(Utf8.Read(text));
                return 0;
            }
            catch (Exception error)
            {
                failure = error;
                return -1;
            }
        }
    }
}
