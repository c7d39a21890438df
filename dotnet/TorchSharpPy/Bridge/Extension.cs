using System;
using System.Runtime.InteropServices;
using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>The functions of torchsharp_py's extension that turn objects into handles and back.</summary>
    /// <remarks>Everything here is called with the GIL held.</remarks>
    internal static class Extension
    {
        // Not Lazy, which holds a lock while an import releases the GIL, and which remembers failures.
        // Two threads may each make one, which does no harm.
        private static PyObject? module;
        private static PyObject? errors;
        private static PyObject? wrapTensor;
        private static PyObject? wrapModule;
        private static PyObject? unwrapModule;
        private static UnwrapTensor? unwrapTensor;
        private static LockCheck? lockCheck;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate IntPtr UnwrapTensor(IntPtr pyObject);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int LockCheck();

        /// <summary>torchsharp_py._errors.</summary>
        internal static PyObject Errors => errors ??= Import("torchsharp_py._errors");

        /// <summary>A torch.Tensor on the tensor behind a handle.</summary>
        internal static PyObject TensorFromHandle(IntPtr handle) =>
            Call(wrapTensor ??= Module.GetAttr("tensor_from_handle"), handle);

        /// <summary>A torchsharp_py ScriptModule on the module behind a handle.</summary>
        internal static PyObject ModuleFromHandle(IntPtr handle) =>
            Call(wrapModule ??= Module.GetAttr("module_from_handle"), handle);

        /// <summary>A new handle on the tensor in a Python object; zero if it is not a tensor.</summary>
        internal static IntPtr HandleOfTensor(PyObject tensor)
        {
#pragma warning disable CS0612 // PyObject.Handle: obsolete, but nothing public replaces it
            IntPtr handle = (unwrapTensor ??= FunctionAt<UnwrapTensor>("unwrap_tensor_address"))(tensor.Handle);
#pragma warning restore CS0612
            GC.KeepAlive(tensor);
            return handle;
        }

        /// <summary>A new handle on a tensor that shares the elements of a DLPack capsule.</summary>
        internal static IntPtr HandleOfDLPack(PyObject capsule)
        {
            using PyObject handle = Module.InvokeMethod("tensor_from_dlpack", capsule);
            return new IntPtr(handle.As<long>());
        }

        /// <summary>A new handle on the module in a Python object.</summary>
        /// <exception cref="TorchTypeException">The object is not a script module.</exception>
        internal static IntPtr HandleOfModule(PyObject module)
        {
            PyObject unwrap = unwrapModule ??= Module.GetAttr("module_to_handle");
            try
            {
                using PyObject handle = unwrap.Invoke(module);
                return new IntPtr(handle.As<long>());
            }
            catch (PythonException error) when (IsTypeError(error))
            {
                throw new TorchTypeException(error.Message);
            }
        }

        // If pythonnet looked for a decoder before ours was registered, it never asks again.
        private static bool IsTypeError(PythonException error)
        {
            using PyObject builtins = Py.Import("builtins");
            using PyObject typeError = builtins.GetAttr("TypeError");
            return error.Type.IsSubclass(typeError);
        }

        /// <summary>Lets <see cref="HoldsLock"/> answer.</summary>
        internal static void PrepareLockCheck() =>
            lockCheck ??= FunctionAt<LockCheck>("lock_check_address");

        /// <summary>Whether the calling thread holds the GIL. Needs <see cref="PrepareLockCheck"/> before, but not the GIL.</summary>
        internal static bool HoldsLock() => lockCheck!() != 0;

        private static PyObject Call(PyObject function, IntPtr handle)
        {
            using var argument = new PyInt(handle.ToInt64());
            return function.Invoke(argument);
        }

        private static PyObject Module => module ??= Import("torchsharp_py._C");

        private static TDelegate FunctionAt<TDelegate>(string address)
        {
            using PyObject number = Module.InvokeMethod(address);
            return Marshal.GetDelegateForFunctionPointer<TDelegate>(new IntPtr(number.As<long>()));
        }

        internal static PyObject Import(string name)
        {
            try
            {
                return Py.Import(name);
            }
            catch (PythonException error)
            {
                using PyObject sys = Py.Import("sys");
                throw new InvalidOperationException(
                    $"Python ({sys.GetAttr("prefix")}) cannot import {name}: {error.Message}. " +
                    "Install torchsharp_py in that environment, or start Python from one that has it.",
                    error);
            }
        }
    }
}
