using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The hyperbolic tangent of every element.</summary>
            public Tensor tanh() => TrainingOperators.Tanh.Call(this);

            /// <summary>The natural logarithm of every element.</summary>
            public Tensor log() => TrainingOperators.Log.Call(this);

            /// <summary>The square root of every element.</summary>
            public Tensor sqrt() => TrainingOperators.Sqrt.Call(this);

            /// <summary>The square of every element.</summary>
            public Tensor square() => TrainingOperators.Square.Call(this);

            /// <summary>Every element to a power.</summary>
            public Tensor pow(Scalar exponent) => TrainingOperators.Pow.Call(this, exponent);

            /// <summary>Exponentials that add up to 1 along a dimension.</summary>
            /// <param name="dim">The dimension; negative ones count from the end.</param>
            /// <param name="dtype">The type to compute in.</param>
            public Tensor softmax(long dim, ScalarType? dtype = null) => TrainingOperators.Softmax.Call(this, dim, dtype);

            /// <summary>The logarithm of <see cref="softmax"/>, exact for small probabilities too.</summary>
            /// <param name="dim">The dimension; negative ones count from the end.</param>
            /// <param name="dtype">The type to compute in.</param>
            public Tensor log_softmax(long dim, ScalarType? dtype = null) => TrainingOperators.LogSoftmax.Call(this, dim, dtype);

            /// <summary>The index of the largest element, as a tensor of Int64.</summary>
            /// <param name="dim">The dimension to search along; by default all elements, with an index in row-major order.</param>
            /// <param name="keepdim">Whether to keep the dimension, with size 1.</param>
            public Tensor argmax(long? dim = null, bool keepdim = false) => TrainingOperators.Argmax.Call(this, dim, keepdim);

            /// <summary>Which elements are equal, as a tensor of Bool; shapes broadcast.</summary>
            public Tensor eq(Tensor target) => TrainingOperators.EqualElements.Call(this, target);

            /// <summary>A copy of the parts at given indices of a dimension.</summary>
            /// <param name="dim">The dimension.</param>
            /// <param name="index">The indices, a tensor of Int64 or Int32 with one dimension.</param>
            /// <exception cref="ScriptRuntimeException">An index is out of range.</exception>
            public Tensor index_select(long dim, Tensor index) => TrainingOperators.IndexSelect.Call(this, dim, index);

            /// <summary>A range of a dimension, in the same memory.</summary>
            /// <param name="dim">The dimension.</param>
            /// <param name="start">The first index of the range.</param>
            /// <param name="length">The size of the range.</param>
            /// <exception cref="ScriptRuntimeException">The range exceeds the dimension.</exception>
            public Tensor narrow(long dim, long start, long length) => TrainingOperators.Narrow.Call(this, dim, start, length);

            /// <summary>Overwrites the elements with those of another tensor, which is broadcast to this shape.</summary>
            /// <param name="source">The other tensor, of any type and on any device.</param>
            /// <param name="non_blocking">Whether a copy from or to pinned memory runs asynchronously.</param>
            /// <returns>This tensor.</returns>
            public Tensor copy_(Tensor source, bool non_blocking = false) =>
                Itself(TensorOperators.CopyInPlace.Call(this, source, non_blocking));

            /// <summary>Overwrites every element with a number.</summary>
            /// <returns>This tensor.</returns>
            public Tensor fill_(Scalar value) => Itself(TrainingOperators.Fill.Call(this, value));

            /// <summary>Overwrites every element with 0.</summary>
            /// <returns>This tensor.</returns>
            public Tensor zero_() => Itself(TensorOperators.ZeroInPlace.Call(this));

            /// <summary>Disposes the second handle on this tensor that an in-place operator returns.</summary>
            private Tensor Itself(Tensor other)
            {
                other.Dispose();
                return this;
            }
        }
    }
}
