using System;
using Python.Runtime;
using TorchSharpPy.Errors;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Bridge
{
    /// <summary>Converts torchsharp_py's errors to the exceptions of each language, with the TorchScript traceback.</summary>
    internal sealed class ErrorCodec : IPyObjectEncoder, IPyObjectDecoder
    {
        private readonly LastEncoded encoded = new LastEncoded();

        // pythonnet asks with the static type of the thrown object.
        public bool CanEncode(Type type) => type == typeof(Exception) || typeof(ITorchError).IsAssignableFrom(type);

        public PyObject? TryEncode(object value)
        {
            if (!(value is ITorchError error) || !PythonTypes.IsLoaded("torchsharp_py._errors"))
            {
                return null; // Python sees the .NET exception as it is
            }
            using var kind = new PyInt((int)error.Kind);
            using var message = new PyString(((Exception)value).Message);
            if (value is TracingCheckException)
            {
                return encoded.Replace(Extension.Errors.InvokeMethod("TracingCheckError", message));
            }
            using var traceback = new PyString(error.TorchScriptTraceback);
            using var line = new PyInt(error.Line);
            using var column = new PyInt(error.Column);
            using var raised = new PyString(error.RaisedClass);
            return encoded.Replace(
                Extension.Errors.InvokeMethod("from_record", kind, message, traceback, line, column, raised));
        }

        public bool CanDecode(PyType objectType, Type targetType) =>
            targetType == typeof(Exception) && PythonTypes.IsTorchSharpError(objectType);

        public bool TryDecode<T>(PyObject pyObj, out T value) => Decoding.Try(pyObj, Decode, out value);

        private static Exception Decode(PyObject error)
        {
            using PyObject kind = Extension.Errors.InvokeMethod("kind_of", error);
            var details = new ErrorDetails(
                (TorchErrorKind)kind.As<int>(),
                Attribute<string?>(error, "message", null) ?? PlainMessage(error),
                Attribute(error, "torchscript_traceback", string.Empty),
                Attribute(error, "line", 0),
                Attribute(error, "column", 0),
                Attribute(error, "raised", string.Empty));
            if (!error.HasAttr("graph_diff"))
            {
                return Status.ToException(details, null);
            }
            return new TracingCheckException(
                details, Attribute(error, "graph_diff", string.Empty), Attribute(error, "comparison", string.Empty));
        }

        private static string PlainMessage(PyObject error)
        {
            using PyObject builtins = Py.Import("builtins");
            using PyObject anyError = builtins.GetAttr("BaseException");
            using PyObject message = anyError.InvokeMethod("__str__", error);
            return message.As<string>();
        }

        // A subclass that does not call its base's __init__ lacks them.
        private static T Attribute<T>(PyObject instance, string name, T missing)
        {
            if (!instance.HasAttr(name))
            {
                return missing;
            }
            using PyObject attribute = instance.GetAttr(name);
            return attribute.As<T>();
        }
    }
}
