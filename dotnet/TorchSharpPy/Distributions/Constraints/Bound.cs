using System;
using TorchSharpPy.Printing;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Distributions
{
    /// <summary>A bound of a constraint: a number, or the tensor of a distribution that stays its owner.</summary>
    internal readonly struct Bound
    {
        private readonly double number;
        private readonly Tensor? tensor;

        private Bound(double number, Tensor? tensor)
        {
            this.number = number;
            this.tensor = tensor;
        }

        /// <summary>The number.</summary>
        /// <exception cref="InvalidOperationException">The bound is a tensor of several numbers.</exception>
        internal double Number => tensor is null ? number : tensor.numel() == 1
            ? tensor.ToDouble()
            : throw new InvalidOperationException($"The bound is a tensor of shape {new Size(tensor.shape)}, not one number.");

        public static implicit operator Bound(double number) => new Bound(number, null);

        public static implicit operator Bound(Tensor tensor) => new Bound(0, tensor ?? throw new ArgumentNullException(nameof(tensor)));

        /// <summary>A number for a number, as Python writes it; the shape for a tensor.</summary>
        public override string ToString() => tensor is null
            ? PythonFloat.Text(number)
            : tensor.numel() == 1 ? PythonFloat.Text(tensor.ToDouble()) : $"a tensor of shape {new Size(tensor.shape)}";

        internal Tensor Below(Tensor value) => tensor is null ? value.gt(number) : value.gt(tensor);

        internal Tensor AtMost(Tensor value) => tensor is null ? value.ge(number) : value.ge(tensor);

        internal Tensor Above(Tensor value) => tensor is null ? value.lt(number) : value.lt(tensor);

        internal Tensor AtLeast(Tensor value) => tensor is null ? value.le(number) : value.le(tensor);
    }
}
