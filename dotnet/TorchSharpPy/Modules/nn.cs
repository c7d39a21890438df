using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Modules: the building blocks of networks.</summary>
        public static partial class nn
        {
            /// <summary>A parameter that shares the memory of a tensor.</summary>
            /// <param name="data">The elements; the tensor itself does not change, and the caller still disposes it.</param>
            /// <param name="requires_grad">Whether autograd records operations on the parameter.</param>
            /// <exception cref="ScriptRuntimeException">A gradient is required, but the elements are integers.</exception>
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new Parameter(data, requires_grad);
        }
    }
}
