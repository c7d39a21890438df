using System;
using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>What <c>torch.jit.script</c> and <c>torch.jit.trace</c> take: a Python object, or text that names one.</summary>
    /// <remarks>
    /// Text is a path, such as <c>"torch.nn:TransformerEncoderLayer"</c>, or Python source; source is followed by the
    /// name of a class or function in it. Values convert implicitly; there is no need to create one.
    /// </remarks>
    public readonly struct PythonTarget
    {
        private readonly object? value;

        private PythonTarget(object? value)
        {
            this.value = value;
        }

        /// <summary>The object or text.</summary>
        /// <exception cref="ArgumentNullException">It was null.</exception>
        internal object Value => value ?? throw new ArgumentNullException("target");

        /// <summary>A path, or Python source.</summary>
        public static implicit operator PythonTarget(string text) => new PythonTarget(text);

        /// <summary>A Python module or function.</summary>
        public static implicit operator PythonTarget(PyObject instance) => new PythonTarget(instance);

        /// <summary>What <c>torch.jit.Build</c> made.</summary>
        public static implicit operator PythonTarget(PythonObject instance) => new PythonTarget(instance);
    }
}
