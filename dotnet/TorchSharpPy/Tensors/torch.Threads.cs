using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>How many threads run tasks beside each other: what <c>torch.jit.fork</c> starts in scripts.</summary>
        public static unsafe int get_num_interop_threads() =>
            checked((int)NativeCall.Read<long>(NativeMethods.tsp_num_interop_threads_get));

        /// <summary>Sets how many threads run tasks beside each other. It can be set once, before the first task.</summary>
        /// <exception cref="System.ArgumentException">Less than 1.</exception>
        /// <exception cref="ScriptRuntimeException">It was set before, or a task has run.</exception>
        public static void set_num_interop_threads(int num)
        {
            NativeLibraryLoader.EnsureLoaded();
            Status.Check(NativeMethods.tsp_num_interop_threads_set(num));
        }
    }
}
