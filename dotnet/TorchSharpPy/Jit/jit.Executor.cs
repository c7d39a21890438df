using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>How often and in which way the executor specializes code to the shapes it meets.</summary>
            /// <returns>Kinds and depths, see <see cref="set_fusion_strategy"/>.</returns>
            public static unsafe (string kind, int depth)[] get_fusion_strategy()
            {
                NativeLibraryLoader.EnsureLoaded();
                CallFrame frame = CallFrame.Begin();
                try
                {
                    NativeValue* strategy = frame.AllocateResult(out _);
                    Status.Check(NativeMethods.tsp_fusion_strategy_get(strategy));
                    return Conv<(string, int)[]>.Instance.Take(strategy);
                }
                finally
                {
                    frame.Dispose();
                }
            }

            /// <summary>Sets how often and in which way the executor specializes code to the shapes it meets.</summary>
            /// <param name="strategy">
            /// Kinds to try in turn, each as often as its depth: <c>("STATIC", 2)</c> for code that knows all sizes, <c>("DYNAMIC", 10)</c>
            /// for code that knows only which sizes are equal. Further shapes run code that is not specialized.
            /// </param>
            /// <remarks>The setting applies to the whole process, to code that is specialized from now on.</remarks>
            /// <returns>The strategy before.</returns>
            /// <exception cref="TorchValueException">A kind is neither STATIC nor DYNAMIC, or a depth is negative.</exception>
            public static unsafe (string kind, int depth)[] set_fusion_strategy(params (string kind, int depth)[] strategy)
            {
                NativeLibraryLoader.EnsureLoaded();
                CallFrame frame = CallFrame.Begin();
                try
                {
                    NativeValue* node = frame.AllocateNodes(1);
                    Conv<(string, int)[]>.Instance.Put(strategy ?? throw new ArgumentNullException(nameof(strategy)), node, ref frame);
                    NativeValue* previous = frame.AllocateResult(out _);
                    Status.Check(NativeMethods.tsp_fusion_strategy_set(node, previous));
                    return Conv<(string, int)[]>.Instance.Take(previous);
                }
                finally
                {
                    frame.Dispose();
                }
            }

            /// <summary>Whether the executor specializes code to the arguments it meets.</summary>
            public static unsafe bool get_profiling_executor() => NativeCall.Read<int>(NativeMethods.tsp_profiling_executor_get) != 0;

            /// <summary>Sets whether the executor specializes code to the arguments it meets. If not, code runs as compiled.</summary>
            /// <remarks>The setting applies to the whole process, to code that has not run yet.</remarks>
            /// <returns>The setting before.</returns>
            public static unsafe bool set_profiling_executor(bool enabled) =>
                NativeCall.Read<int>(previous => NativeMethods.tsp_profiling_executor_set(enabled ? 1 : 0, previous)) != 0;

            /// <summary>How many runs of code the executor watches before it specializes the code.</summary>
            public static unsafe int get_num_profiled_runs() =>
                checked((int)NativeCall.Read<long>(NativeMethods.tsp_profiled_runs_get));

            /// <summary>Sets how many runs of code the executor watches before it specializes the code.</summary>
            /// <exception cref="TorchValueException">Less than 1.</exception>
            public static void set_num_profiled_runs(int runs)
            {
                NativeLibraryLoader.EnsureLoaded();
                Status.Check(NativeMethods.tsp_profiled_runs_set(runs));
            }
        }
    }
}
