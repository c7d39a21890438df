using TorchSharpPy.Bridge;

namespace TorchSharpPy
{
    // Views of what was just made, one for each number of arguments.
    public static partial class torch
    {
        public static partial class jit
        {
            /// <inheritdoc cref="script(PythonTarget, object[])"/>
            public static ScriptModule<TResult> script<TResult>(PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule<TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, object[])"/>
            public static ScriptModule<TResult> trace<TResult>(PythonTarget target, params object?[] inputs) =>
                View(Traced(target, new TraceOptions(), inputs), handle => new ScriptModule<TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, TraceOptions, object[])"/>
            public static ScriptModule<TResult> trace<TResult>(PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule<TResult>(handle));

            /// <inheritdoc cref="script(PythonTarget, object[])"/>
            public static ScriptModule<T1, TResult> script<T1, TResult>(PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule<T1, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, object[])"/>
            public static ScriptModule<T1, TResult> trace<T1, TResult>(PythonTarget target, params object?[] inputs) =>
                View(Traced(target, new TraceOptions(), inputs), handle => new ScriptModule<T1, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, TraceOptions, object[])"/>
            public static ScriptModule<T1, TResult> trace<T1, TResult>(
                PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule<T1, TResult>(handle));

            /// <inheritdoc cref="script(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, TResult> script<T1, T2, TResult>(PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule<T1, T2, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, TResult> trace<T1, T2, TResult>(PythonTarget target, params object?[] inputs) =>
                View(Traced(target, new TraceOptions(), inputs), handle => new ScriptModule<T1, T2, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, TraceOptions, object[])"/>
            public static ScriptModule<T1, T2, TResult> trace<T1, T2, TResult>(
                PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule<T1, T2, TResult>(handle));

            /// <inheritdoc cref="script(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, TResult> script<T1, T2, T3, TResult>(PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule<T1, T2, T3, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, TResult> trace<T1, T2, T3, TResult>(PythonTarget target, params object?[] inputs) =>
                View(Traced(target, new TraceOptions(), inputs), handle => new ScriptModule<T1, T2, T3, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, TraceOptions, object[])"/>
            public static ScriptModule<T1, T2, T3, TResult> trace<T1, T2, T3, TResult>(
                PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule<T1, T2, T3, TResult>(handle));

            /// <inheritdoc cref="script(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, TResult> script<T1, T2, T3, T4, TResult>(
                PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule<T1, T2, T3, T4, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, TResult> trace<T1, T2, T3, T4, TResult>(
                PythonTarget target, params object?[] inputs) =>
                View(Traced(target, new TraceOptions(), inputs), handle => new ScriptModule<T1, T2, T3, T4, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, TraceOptions, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, TResult> trace<T1, T2, T3, T4, TResult>(
                PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule<T1, T2, T3, T4, TResult>(handle));

            /// <inheritdoc cref="script(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, TResult> script<T1, T2, T3, T4, T5, TResult>(
                PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule<T1, T2, T3, T4, T5, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, TResult> trace<T1, T2, T3, T4, T5, TResult>(
                PythonTarget target, params object?[] inputs) =>
                View(Traced(target, new TraceOptions(), inputs), handle => new ScriptModule<T1, T2, T3, T4, T5, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, TraceOptions, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, TResult> trace<T1, T2, T3, T4, T5, TResult>(
                PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule<T1, T2, T3, T4, T5, TResult>(handle));

            /// <inheritdoc cref="script(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, T6, TResult> script<T1, T2, T3, T4, T5, T6, TResult>(
                PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule<T1, T2, T3, T4, T5, T6, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, T6, TResult> trace<T1, T2, T3, T4, T5, T6, TResult>(
                PythonTarget target, params object?[] inputs) =>
                View(Traced(target, new TraceOptions(), inputs), handle => new ScriptModule<T1, T2, T3, T4, T5, T6, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, TraceOptions, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, T6, TResult> trace<T1, T2, T3, T4, T5, T6, TResult>(
                PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule<T1, T2, T3, T4, T5, T6, TResult>(handle));

            /// <inheritdoc cref="script(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, T6, T7, TResult> script<T1, T2, T3, T4, T5, T6, T7, TResult>(
                PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule<T1, T2, T3, T4, T5, T6, T7, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, T6, T7, TResult> trace<T1, T2, T3, T4, T5, T6, T7, TResult>(
                PythonTarget target, params object?[] inputs) =>
                View(Traced(target, new TraceOptions(), inputs), handle => new ScriptModule<T1, T2, T3, T4, T5, T6, T7, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, TraceOptions, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, T6, T7, TResult> trace<T1, T2, T3, T4, T5, T6, T7, TResult>(
                PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule<T1, T2, T3, T4, T5, T6, T7, TResult>(handle));

            /// <inheritdoc cref="script(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, T6, T7, T8, TResult> script<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(
                PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, T6, T7, T8, TResult> trace<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(
                PythonTarget target, params object?[] inputs) =>
                View(Traced(target, new TraceOptions(), inputs),
                    handle => new ScriptModule<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(handle));

            /// <inheritdoc cref="trace(PythonTarget, TraceOptions, object[])"/>
            public static ScriptModule<T1, T2, T3, T4, T5, T6, T7, T8, TResult> trace<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(
                PythonTarget target, TraceOptions options, params object?[] inputs) =>
                View(Traced(target, options, inputs), handle => new ScriptModule<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(handle));
        }
    }
}
