using System;
using System.Runtime.InteropServices;
using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>The functions of torchsharp_py's extension that turn objects into handles and back.</summary>
    /// <remarks>Everything here is called with the GIL held.</remarks>
    internal static class Extension
    {
        private static readonly Lazy<PyObject> Module = new Lazy<PyObject>(() => Import("torchsharp_py._C"));
        private static readonly Lazy<PyObject> ErrorsModule = new Lazy<PyObject>(() => Import("torchsharp_py._errors"));
        private static readonly Lazy<PyObject> TensorFunction = Function("tensor_from_handle");
        private static readonly Lazy<PyObject> WrapModule = Function("module_from_handle");
        private static readonly Lazy<PyObject> UnwrapModule = Function("module_to_handle");
        private static readonly Lazy<UnwrapTensor> Unwrap = new Lazy<UnwrapTensor>(FindUnwrap);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate IntPtr UnwrapTensor(IntPtr pyObject);

        /// <summary>torchsharp_py._errors.</summary>
        internal static PyObject Errors => ErrorsModule.Value;

        /// <summary>A torch.Tensor on the tensor behind a handle.</summary>
        internal static PyObject TensorFromHandle(IntPtr handle) => Call(TensorFunction.Value, handle);

        /// <summary>A torchsharp_py ScriptModule on the module behind a handle.</summary>
        internal static PyObject ModuleFromHandle(IntPtr handle) => Call(WrapModule.Value, handle);

        /// <summary>A new handle on the tensor in a Python object; zero where it is none.</summary>
        internal static IntPtr HandleOfTensor(PyObject tensor)
        {
#pragma warning disable CS0612 // PyObject.Handle: obsolete in favour of nothing that is public
            IntPtr handle = Unwrap.Value(tensor.Handle);
#pragma warning restore CS0612
            GC.KeepAlive(tensor);
            return handle;
        }

        /// <summary>A new handle on the module in a Python object.</summary>
        /// <exception cref="TorchTypeException">The object is no script module.</exception>
        internal static IntPtr HandleOfModule(PyObject module)
        {
            using PyObject handle = UnwrapModule.Value.Invoke(module);
            return new IntPtr(handle.As<long>());
        }

        private static Lazy<PyObject> Function(string name) =>
            new Lazy<PyObject>(() => Module.Value.GetAttr(name));

        private static PyObject Call(PyObject function, IntPtr handle)
        {
            using var argument = new PyInt(handle.ToInt64());
            return function.Invoke(argument);
        }

        private static UnwrapTensor FindUnwrap()
        {
            using PyObject address = Module.Value.InvokeMethod("unwrap_tensor_address");
            return Marshal.GetDelegateForFunctionPointer<UnwrapTensor>(new IntPtr(address.As<long>()));
        }

        private static PyObject Import(string name)
        {
            if (!PythonEngine.IsInitialized)
            {
                throw new InvalidOperationException("Python is not running: call PythonHost.Start() first.");
            }
            try
            {
                return Py.Import(name);
            }
            catch (PythonException error)
            {
                using PyObject sys = Py.Import("sys");
                throw new InvalidOperationException(
                    $"Python ({sys.GetAttr("prefix")}) cannot import {name}: {error.Message}. " +
                    "Install torchsharp_py in that environment, or start Python from another one.",
                    error);
            }
        }
    }
}
