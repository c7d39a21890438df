using System;
using Python.Runtime;
using TorchSharpPy.Interop;
using TorchSharpPy.Jit;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy.Bridge
{
    /// <summary>Passes tensors and modules between C# and Python: the same object on both sides, never a copy.</summary>
    /// <remarks>Every method takes the GIL. A caller that uses the PyObject must hold it anyway.</remarks>
    public static class PythonInterop
    {
        /// <summary>The tensor as a <c>torch.Tensor</c>.</summary>
        /// <returns>An object the caller disposes, with the GIL held.</returns>
        /// <exception cref="InvalidOperationException">Python is not running.</exception>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public static PyObject ToPython(this torch.Tensor tensor)
        {
            using (PythonLock.TakeToConvert())
            using (var lease = new HandleLease(tensor))
            {
                return Extension.TensorFromHandle(lease.Native);
            }
        }

        /// <summary>The module as a <c>torchsharp_py.jit.ScriptModule</c>, whose <c>to_torch()</c> makes a module of torch.jit.</summary>
        /// <returns>An object the caller disposes, with the GIL held.</returns>
        /// <exception cref="InvalidOperationException">Python is not running.</exception>
        /// <exception cref="ObjectDisposedException">The module was disposed.</exception>
        public static PyObject ToPython(this torch.jit.ScriptModule module)
        {
            using (PythonLock.TakeToConvert())
            using (var lease = new HandleLease(module.NativeModule))
            {
                return Extension.ModuleFromHandle(lease.Native);
            }
        }

        /// <summary>The tensor in a <c>torch.Tensor</c>.</summary>
        /// <exception cref="InvalidOperationException">Python is not running.</exception>
        /// <exception cref="InvalidCastException">The object is not a tensor.</exception>
        public static torch.Tensor ToTensor(this PyObject tensor)
        {
            using (PythonLock.TakeToConvert())
            {
                IntPtr handle = Extension.HandleOfTensor(tensor);
                if (handle == IntPtr.Zero)
                {
                    throw new InvalidCastException($"Expected a torch.Tensor, got a Python {TypeName(tensor)}.");
                }
                return new torch.Tensor(handle);
            }
        }

        /// <summary>The module in a <c>torch.jit.ScriptModule</c> or a <c>torchsharp_py.jit.ScriptModule</c>.</summary>
        /// <remarks>For typed calls make a typed view: <c>module.Method&lt;Tensor, Tensor&gt;("forward")</c>.</remarks>
        /// <exception cref="InvalidOperationException">Python is not running.</exception>
        /// <exception cref="InvalidCastException">The object is not a script module.</exception>
        public static torch.jit.ScriptModule ToScriptModule(this PyObject module)
        {
            using (PythonLock.TakeToConvert())
            {
                return new torch.jit.ScriptModule(ModuleHandle.FromNative(Extension.HandleOfModule(module)));
            }
        }

        private static string TypeName(PyObject value)
        {
            using PyObject type = value.GetPythonType();
            using PyObject name = type.GetAttr("__name__");
            return name.ToString()!;
        }
    }
}
