using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Modules: the building blocks of networks.</summary>
        public static partial class nn
        {
            /// <summary>A parameter that shares the elements of a tensor.</summary>
            /// <param name="data">The elements; the tensor itself stays as it is and remains the caller's.</param>
            /// <param name="requires_grad">Whether autograd records what is computed from the parameter.</param>
            /// <exception cref="ScriptRuntimeException">The elements are integers, and so have no gradient.</exception>
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new Parameter(data, requires_grad);
        }
    }
}
