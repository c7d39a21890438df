using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Bridge
{
    /// <summary>How <c>torch.jit.trace</c> and <c>torch.jit.trace_module</c> check the trace.</summary>
    public sealed class TraceOptions
    {
        /// <summary>Whether to trace again, and compare the traces and the results.</summary>
        public bool check_trace { get; set; } = true;

        /// <summary>
        /// Other inputs for the comparison; by default the example inputs. Each has the form of the example inputs: for
        /// trace an array of the inputs, or a lone tensor; for trace_module an object or dictionary with the inputs of
        /// each method.
        /// </summary>
        public IEnumerable<object>? check_inputs { get; set; }

        /// <summary>The relative tolerance of the comparison.</summary>
        public double check_tolerance { get; set; } = 1e-5;

        /// <summary>Whether a list or dictionary in a result is an error.</summary>
        public bool strict { get; set; } = true;

        /// <summary>
        /// Called with each tracer warning once tracing has ended, even if it failed. Without it Python prints
        /// them to the standard error stream.
        /// </summary>
        public Action<TracerWarning>? OnWarning { get; set; }

        /// <summary>The options that Python's functions take.</summary>
        internal Dictionary<string, object?> ForPython(Func<object, object> checkInputs) => new Dictionary<string, object?>
        {
            ["check_trace"] = check_trace,
            ["check_inputs"] = check_inputs?.Select(checkInputs).ToArray(),
            ["check_tolerance"] = check_tolerance,
            ["strict"] = strict,
        };
    }
}
