using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The number of threads for parallel tasks, which <c>torch.jit.fork</c> starts in scripts.</summary>
        public static unsafe int get_num_interop_threads() =>
            checked((int)NativeCall.Read<long>(NativeMethods.tsp_num_interop_threads_get));

        /// <summary>Sets the number of threads for parallel tasks. It can be set once, before the first task.</summary>
        /// <exception cref="System.ArgumentException">The number is less than 1, or more than 1,024 and the number of cores.</exception>
        /// <exception cref="ScriptRuntimeException">The number was already set, or a task has already run.</exception>
        public static void set_num_interop_threads(int num)
        {
            NativeLibraryLoader.EnsureLoaded();
            Status.Check(NativeMethods.tsp_num_interop_threads_set(num));
        }
    }
}
