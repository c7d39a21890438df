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

            /// <summary>The logarithm of <see cref="softmax"/>, computed such that small probabilities stay exact.</summary>
            /// <param name="dim">The dimension; negative ones count from the end.</param>
            /// <param name="dtype">The type to compute in.</param>
            public Tensor log_softmax(long dim, ScalarType? dtype = null) => TrainingOperators.LogSoftmax.Call(this, dim, dtype);

            /// <summary>Where the greatest element is, as a tensor of Int64.</summary>
            /// <param name="dim">The dimension to look along; where left out, the place in row-major order.</param>
            /// <param name="keepdim">Whether the dimension stays, with size 1.</param>
            public Tensor argmax(long? dim = null, bool keepdim = false) => TrainingOperators.Argmax.Call(this, dim, keepdim);

            /// <summary>Which elements are equal, as a tensor of Bool; shapes broadcast.</summary>
            public Tensor eq(Tensor target) => TrainingOperators.EqualElements.Call(this, target);

            /// <summary>A copy of the parts at some positions of a dimension.</summary>
            /// <param name="dim">The dimension.</param>
            /// <param name="index">The positions, a tensor of Int64 or Int32 of one dimension.</param>
            /// <exception cref="ScriptRuntimeException">A position is out of range.</exception>
            public Tensor index_select(long dim, Tensor index) => TrainingOperators.IndexSelect.Call(this, dim, index);

            /// <summary>A part along a dimension, in the same memory.</summary>
            /// <param name="dim">The dimension.</param>
            /// <param name="start">Where the part begins.</param>
            /// <param name="length">Its size.</param>
            /// <exception cref="ScriptRuntimeException">The part does not lie within the tensor.</exception>
            public Tensor narrow(long dim, long start, long length) => TrainingOperators.Narrow.Call(this, dim, start, length);

            /// <summary>Overwrites the elements with those of another tensor, whose shape broadcasts to this one's.</summary>
            /// <param name="source">The tensor, of any type and on any device.</param>
            /// <param name="non_blocking">Whether a copy from or to pinned memory is not waited for.</param>
            /// <returns>This tensor.</returns>
            public Tensor copy_(Tensor source, bool non_blocking = false) =>
                Itself(TensorOperators.CopyInPlace.Call(this, source, non_blocking));

            /// <summary>Overwrites every element with a number.</summary>
            /// <returns>This tensor.</returns>
            public Tensor fill_(Scalar value) => Itself(TrainingOperators.Fill.Call(this, value));

            /// <summary>Overwrites every element with 0.</summary>
            /// <returns>This tensor.</returns>
            public Tensor zero_() => Itself(TensorOperators.ZeroInPlace.Call(this));

            /// <summary>An operator in place returns another handle on its tensor.</summary>
            private Tensor Itself(Tensor other)
            {
                other.Dispose();
                return this;
            }
        }
    }
}
