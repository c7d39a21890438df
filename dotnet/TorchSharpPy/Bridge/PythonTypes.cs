using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>Tells the Python types that are converted. Called with the GIL held.</summary>
    internal static class PythonTypes
    {
        /// <summary>Whether a type is torch.Tensor or derived from it.</summary>
        internal static bool IsTensor(PyType type) => IsLoadedSubclass(type, "torch", "Tensor");

        /// <summary>Whether a type is a script module, of torchsharp_py or of torch.jit.</summary>
        internal static bool IsScriptModule(PyType type) =>
            IsLoadedSubclass(type, "torchsharp_py._C", "ScriptModule") ||
            IsLoadedSubclass(type, "torch.jit", "ScriptModule");

        /// <summary>Whether a type is one of torchsharp_py's errors.</summary>
        internal static bool IsTorchSharpError(PyType type) =>
            IsLoadedSubclass(type, "torchsharp_py._errors", "TorchSharpError");

        /// <summary>Whether a Python module was imported.</summary>
        internal static bool IsLoaded(string moduleName)
        {
            using PyObject module = FindLoaded(moduleName);
            return !module.IsNone();
        }

        /// <summary>A type of a module that was never imported has no instances, so nothing is imported here.</summary>
        private static bool IsLoadedSubclass(PyType type, string moduleName, string className)
        {
            using PyObject module = FindLoaded(moduleName);
            if (module.IsNone() || !module.HasAttr(className))
            {
                return false;
            }
            using PyObject wanted = module.GetAttr(className);
            return type.IsSubclass(wanted);
        }

        private static PyObject FindLoaded(string moduleName)
        {
            using PyObject sys = Py.Import("sys");
            using PyObject modules = sys.GetAttr("modules");
            using var name = new PyString(moduleName);
            return modules.InvokeMethod("get", name);
        }
    }
}
