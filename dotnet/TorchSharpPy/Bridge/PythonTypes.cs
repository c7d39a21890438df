using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>What Python types are to us. Called with the GIL held.</summary>
    internal static class PythonTypes
    {
        /// <summary>Whether a type is torch.Tensor or derived from it.</summary>
        internal static bool IsTensor(PyType type) => IsLoadedSubclass(type, "torch", "Tensor");

        /// <summary>Whether a type is a script module, of torchsharp_py or of torch.jit.</summary>
        internal static bool IsScriptModule(PyType type)
        {
            using PyObject ours = Extension.ScriptModuleClass;
            return type.IsSubclass(ours) || IsLoadedSubclass(type, "torch.jit", "ScriptModule");
        }

        /// <summary>A type of a module that was never imported has no instances: nothing is imported here.</summary>
        private static bool IsLoadedSubclass(PyType type, string moduleName, string className)
        {
            using PyObject sys = Py.Import("sys");
            using PyObject modules = sys.GetAttr("modules");
            using PyObject module = modules.InvokeMethod("get", new PyString(moduleName));
            if (module.IsNone() || !module.HasAttr(className))
            {
                return false;
            }
            using PyObject wanted = module.GetAttr(className);
            return type.IsSubclass(wanted);
        }
    }
}
