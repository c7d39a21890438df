namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A tensor that an operator writes its result into: <c>torch.add(x, y, @out: sum)</c>.</summary>
        /// <remarks>A type of its own, so that a tensor cannot become the <c>out</c> of an overload by its position.</remarks>
        public readonly struct Out
        {
            private Out(Tensor tensor)
            {
                Tensor = tensor;
            }

            /// <summary>The tensor.</summary>
            internal Tensor Tensor { get; }

            /// <summary>The tensor, resized to the result if it is empty.</summary>
            public static implicit operator Out(Tensor tensor) => new Out(tensor);
        }
    }
}
