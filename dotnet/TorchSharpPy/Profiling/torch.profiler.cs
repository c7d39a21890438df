using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Measures where time is spent.</summary>
        public static class profiler
        {
            /// <summary>Runs an action and records the operators that run meanwhile, on all threads of the process.</summary>
            /// <param name="action">The action. If it throws, this method throws the same exception and writes nothing.</param>
            /// <param name="export_chrome_trace">The path of a trace file for chrome://tracing or ui.perfetto.dev, or null.</param>
            /// <param name="record_shapes">Whether the trace contains the shapes of inputs.</param>
            /// <param name="profile_memory">Whether the trace contains memory allocations.</param>
            /// <returns>The operators, ordered by their self time, longest first.</returns>
            /// <exception cref="ScriptRuntimeException">The profiler is already running.</exception>
            /// <exception cref="System.IO.IOException">The trace cannot be written.</exception>
            public static ProfilerTable profile(
                Action action, string? export_chrome_trace = null, bool record_shapes = false, bool profile_memory = false)
            {
                _ = action ?? throw new ArgumentNullException(nameof(action));
                NativeLibraryLoader.EnsureLoaded();
                Start(record_shapes, profile_memory);
                try
                {
                    action();
                }
                catch
                {
                    Cancel();
                    throw;
                }
                return new ProfilerTable(Stop(export_chrome_trace));
            }

            private static void Start(bool shapes, bool memory)
            {
                NativeProfileFlag flags = (shapes ? NativeProfileFlag.Shapes : 0) | (memory ? NativeProfileFlag.Memory : 0);
                Status.Check(NativeMethods.tsp_profiler_start((int)flags));
            }

            private static unsafe ProfilerRow[] Stop(string? tracePath)
            {
                using var path = new PinnedText(tracePath);
                CallFrame frame = CallFrame.Begin();
                try
                {
                    NativeValue* rows = frame.AllocateResult(out _);
                    Status.Check(NativeMethods.tsp_profiler_stop(path.Native, rows));
                    return Array.ConvertAll(
                        Conv<(string name, long calls, double total, double self)[]>.Instance.Take(rows),
                        row => new ProfilerRow(row.name, row.calls, row.total, row.self));
                }
                finally
                {
                    frame.Dispose();
                }
            }

            /// <summary>Ends recording after an exception, which matters more than an exception from here.</summary>
            private static unsafe void Cancel()
            {
                NativeValue rows;
                if (NativeMethods.tsp_profiler_stop(default, &rows) == 0)
                {
                    NativeMethods.tsp_value_release(&rows);
                }
            }
        }
    }
}
