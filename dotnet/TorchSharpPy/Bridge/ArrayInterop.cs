using System;
using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>Passes tensors between C# and Python's array libraries, without a copy.</summary>
    /// <remarks>Every method takes the GIL. A caller that uses the PyObject must hold it anyway.</remarks>
    public static class ArrayInterop
    {
        /// <summary>A NumPy array over the tensor's elements.</summary>
        /// <param name="tensor">A dense CPU tensor, of a type that NumPy has.</param>
        /// <returns>An object the caller disposes, with the GIL held. It keeps the elements alive.</returns>
        /// <exception cref="PythonException">NumPy is not installed, or the tensor requires a gradient, is not on the CPU, or has elements
        /// that NumPy does not have.</exception>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public static PyObject numpy(this torch.Tensor tensor)
        {
            using (PythonLock.TakeToConvert())
            using (PyObject theirs = tensor.ToPython())
            {
                return theirs.InvokeMethod("numpy");
            }
        }

        /// <summary>A tensor over the elements of an object with <c>__dlpack__</c>: of NumPy, CuPy, JAX and others.</summary>
        /// <remarks>The object's owner is released when the tensor is, but never on the thread that disposes the tensor.</remarks>
        /// <param name="array">The object.</param>
        /// <exception cref="PythonException">The object has no such method, or cannot be shared, such as a NumPy array that is
        /// read-only.</exception>
        public static torch.Tensor FromDLPack(PyObject array)
        {
            using (PythonLock.TakeToConvert())
            using (PyObject capsule = (array ?? throw new ArgumentNullException(nameof(array))).InvokeMethod("__dlpack__"))
            {
                return new torch.Tensor(Extension.HandleOfDLPack(capsule));
            }
        }
    }
}
