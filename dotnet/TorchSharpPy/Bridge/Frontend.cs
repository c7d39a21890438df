using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Python.Runtime;
using TorchSharpPy.Jit;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy.Bridge
{
    /// <summary>Python's TorchScript frontend, through torchsharp_py; starts Python if it is not running.</summary>
    internal static class Frontend
    {
        private const string Module = "torchsharp_py._frontend.hosted";

        /// <summary>The Python object that text names.</summary>
        internal static PythonObject Build(string target, object?[] input)
        {
            PythonHost.Start();
            using (PythonLock.TakeToConvert())
            using (var arguments = new PythonArguments(input))
            using (var positional = new PyList(arguments.Positional))
            using (var text = new PyString(target))
            using (PyObject hosted = Extension.Import(Module))
            {
                return new PythonObject(hosted.InvokeMethod("build", text, positional, arguments.Named));
            }
        }

        /// <summary>Scripts a target.</summary>
        internal static ModuleHandle Script(object target, object?[] input)
        {
            PythonHost.Start();
            using (PythonLock.TakeToConvert())
            using (var arguments = new PythonArguments(input))
            using (var positional = new PyList(arguments.Positional))
            {
                return Call("script", target, positional, arguments.Named);
            }
        }

        /// <summary>Exports a target.</summary>
        internal static ModuleHandle Export(object target, object?[] input, ExportOptions options)
        {
            PythonHost.Start();
            using (PythonLock.TakeToConvert())
            using (var arguments = new PythonArguments(input))
            using (var positional = new PyList(arguments.Positional))
            using (PyObject strict = PythonValues.ToPython(options.strict))
            using (PyObject sizes = PythonValues.ToPython((object)options.Sizes()))
            using (PyObject first = PythonValues.ToPython(target))
            using (PyObject hosted = Extension.Import(Module))
            using (PyObject made = hosted.InvokeMethod("export", first, positional, arguments.Named, strict, sizes))
            {
                return ModuleHandle.FromNative(Extension.HandleOfModule(made));
            }
        }

        /// <summary>Traces a target.</summary>
        internal static ModuleHandle Trace(object target, object?[] input, TraceOptions options)
        {
            PythonHost.Start();
            return Warned(options, seen =>
            {
                using var arguments = new PythonArguments(input);
                using var positional = new PyList(arguments.Positional);
                using PyDict checks = PythonValues.ToDict(options.ForPython(one => one is IList ? one : new[] { one }));
                return Call("trace", target, positional, arguments.Named, checks, seen);
            });
        }

        /// <summary>Traces methods of a target.</summary>
        internal static ModuleHandle TraceModule(object target, object inputs, TraceOptions options)
        {
            PythonHost.Start();
            return Warned(options, seen =>
            {
                using PyDict examples = PythonValues.ToDict(ByMethod(inputs));
                using PyDict checks = PythonValues.ToDict(options.ForPython(one => ByMethod(one)));
                return Call("trace_module", target, examples, checks, seen);
            });
        }

        private static Dictionary<string, object?> ByMethod(object? inputs)
        {
            IEnumerable<KeyValuePair<string, object?>>? named = inputs as IEnumerable<KeyValuePair<string, object?>>
                ?? NamedArguments.Of(inputs)
                ?? (inputs is IDictionary dictionary ? PythonValues.Entries(dictionary) : null)?.Select(
                    entry => new KeyValuePair<string, object?>((string)entry.Key, entry.Value));
            return named == null
                ? throw new TorchTypeException(
                    "Expected the inputs by the name of each method, such as new { forward = x, encode = new object[] { x, 2 } }, " +
                    $"or a dictionary, got {inputs?.GetType().ToString() ?? "null"}.")
                : new Dictionary<string, object?>(named);
        }

        /// <summary>Runs a function of the Python side; the GIL is held.</summary>
        private static ModuleHandle Call(string function, object target, params PyObject[] rest)
        {
            using PyObject hosted = Extension.Import(Module);
            using PyObject enabled = hosted.InvokeMethod("is_enabled");
            if (!enabled.IsTrue())
            {
                throw new InvalidOperationException(
                    $"torch.jit.{function} does nothing if the environment variable PYTORCH_JIT is 0: it returns the Python object " +
                    "itself, so C# gets no module. Unset PYTORCH_JIT, or set it to 1, before the program starts.");
            }
            using PyObject first = PythonValues.ToPython(target);
            using PyObject made = hosted.InvokeMethod(function, rest.Prepend(first).ToArray());
            return ModuleHandle.FromNative(Extension.HandleOfModule(made));
        }

        /// <summary>Takes the GIL for a call that may warn. The warnings are reported without the GIL.</summary>
        private static ModuleHandle Warned(TraceOptions options, Func<PyObject, ModuleHandle> call)
        {
            var warnings = new List<TracerWarning>();
            try
            {
                using (PythonLock.TakeToConvert())
                using (PyObject seen = options.OnWarning == null ? PyObject.None : new PyList())
                {
                    try
                    {
                        return call(seen);
                    }
                    finally
                    {
                        Read(seen, warnings);
                    }
                }
            }
            finally
            {
                warnings.ForEach(one => options.OnWarning?.Invoke(one));
            }
        }

        private static void Read(PyObject seen, List<TracerWarning> warnings)
        {
            if (seen.IsNone())
            {
                return;
            }
            foreach (PyObject one in new PyIterable(seen))
            {
                using (one)
                using (PyObject message = one[0])
                using (PyObject file = one[1])
                using (PyObject line = one[2])
                {
                    warnings.Add(new TracerWarning(message.As<string>(), file.As<string>(), line.As<int>()));
                }
            }
        }
    }
}
