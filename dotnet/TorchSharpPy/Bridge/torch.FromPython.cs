using Python.Runtime;
using TorchSharpPy.Bridge;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A tensor over the elements of an object with <c>__dlpack__</c>: of NumPy, CuPy, JAX and others.</summary>
        /// <param name="array">The object. It is kept while the tensor lives.</param>
        /// <exception cref="PythonException">The object has no such method, or cannot be shared.</exception>
        public static Tensor from_dlpack(PyObject array) => ArrayInterop.FromDLPack(array);

        /// <summary>A tensor over the elements of a NumPy array that can be written to.</summary>
        /// <param name="ndarray">The array. It is kept while the tensor lives.</param>
        /// <exception cref="PythonException">It is not an array, is read-only, or has elements that a tensor cannot have.</exception>
        public static Tensor from_numpy(PyObject ndarray) => ArrayInterop.FromDLPack(ndarray);
    }
}
