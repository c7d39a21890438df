using System;
using TorchSharpPy.Bridge;
using TorchSharpPy.Jit;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>Makes a TorchScript module from what Python code does with example inputs.</summary>
            /// <remarks>
            /// <para>Starts Python if it is not running, as <see cref="PythonHost.Start"/> does.</para>
            /// <para>Only the operations on tensors are recorded, not the control flow; script modules that the code calls
            /// keep theirs.</para>
            /// </remarks>
            /// <param name="target">
            /// A Python module or function, or a path to one. For a class that needs constructor arguments use
            /// <see cref="Build"/>.
            /// </param>
            /// <param name="inputs">
            /// The example inputs: tensors, and arrays, tuples and dictionaries of them. An object of an anonymous type at the
            /// end, or <see cref="KeywordArguments"/>, gives inputs by name.
            /// </param>
            /// <exception cref="PythonNotFoundException">There is no Python that can be embedded.</exception>
            /// <exception cref="InvalidOperationException">The environment says PYTORCH_JIT=0.</exception>
            /// <exception cref="TracingCheckException">A second trace differs. The error has the report.</exception>
            /// <exception cref="TorchTypeException">It cannot be traced.</exception>
            /// <exception cref="ScriptRuntimeException">The tracer failed.</exception>
            /// <exception cref="Python.Runtime.PythonException">The code raised an exception of Python.</exception>
            public static ScriptModule trace(PythonTarget target, params object?[] inputs) =>
                trace(target, new TraceOptions(), inputs);

            /// <summary>Makes a TorchScript module from what Python code does with example inputs.</summary>
            /// <remarks>As <see cref="trace(PythonTarget, object[])"/>.</remarks>
            /// <param name="target">A Python module or function, or a path to one.</param>
            /// <param name="options">How the trace is checked, and where its warnings go.</param>
            /// <param name="inputs">The example inputs.</param>
            /// <exception cref="TracingCheckException">Another trace differs. The error has the report.</exception>
            public static ScriptModule trace(PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule(handle));

            /// <summary>Traces several methods of a module.</summary>
            /// <remarks>As <see cref="trace(PythonTarget, object[])"/> does with its forward.</remarks>
            /// <param name="target">A Python module, or a path to one.</param>
            /// <param name="inputs">
            /// The example inputs of each method by its name: <c>new { forward = x, encode = new object[] { x, y } }</c>,
            /// <see cref="KeywordArguments"/> or a dictionary.
            /// </param>
            /// <param name="options">How the trace is checked, and where its warnings go.</param>
            /// <returns>A module with those methods.</returns>
            /// <exception cref="TracingCheckException">Another trace differs. The error has the report.</exception>
            /// <exception cref="TorchTypeException">It is not a module, or it lacks the method.</exception>
            public static ScriptModule trace_module(PythonTarget target, object inputs, TraceOptions? options = null) => View(
                Frontend.TraceModule(target.Value, inputs, options ?? new TraceOptions()),
                handle => new ScriptModule(handle));

            private static ModuleHandle Traced(PythonTarget target, TraceOptions options, object?[] inputs) =>
                Frontend.Trace(target.Value, inputs, options ?? throw new ArgumentNullException(nameof(options)));
        }
    }
}
