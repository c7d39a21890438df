using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Where time goes.</summary>
        public static class profiler
        {
            /// <summary>Runs an action, and records the operators that run meanwhile, on every thread of the process.</summary>
            /// <param name="action">What to run. Where it throws, so does this, and nothing is written.</param>
            /// <param name="export_chrome_trace">A file for a trace, which chrome://tracing and ui.perfetto.dev show; may be null.</param>
            /// <param name="record_shapes">Whether the trace has the sizes of inputs.</param>
            /// <param name="profile_memory">Whether the trace has what is allocated.</param>
            /// <returns>The operators, those first that took the longest without what they call.</returns>
            /// <exception cref="ScriptRuntimeException">Something is being profiled already.</exception>
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

            /// <summary>Ends recording behind an exception, which matters more than one from here.</summary>
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
