using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>One index between the brackets of a tensor: a number, a range, a mask, or one of the words for dimensions.</summary>
        /// <remarks>
        /// Numbers, tensors, bools and C#'s ranges convert by themselves: <c>x[0]</c>, <c>x[1..^1]</c>, <c>x[^1]</c>,
        /// <c>x[mask]</c>, <c>x[TensorIndex.Ellipsis, 0]</c>.
        /// </remarks>
        public readonly struct TensorIndex
        {
            internal readonly IndexKind Kind;
            internal readonly torch.Tensor? Indices;
            private readonly long? first;
            private readonly long? last;
            private readonly long? step;

            private TensorIndex(IndexKind kind, long? first = null, long? last = null, long? step = null, torch.Tensor? indices = null)
            {
                Kind = kind;
                this.first = first;
                this.last = last;
                this.step = step;
                Indices = indices;
            }

            /// <summary>As many whole dimensions as it takes for the indices after it to be the last ones.</summary>
            public static TensorIndex Ellipsis => new TensorIndex(IndexKind.Ellipsis);

            /// <summary>A new dimension of size 1.</summary>
            public static TensorIndex Null => new TensorIndex(IndexKind.NewAxis);

            /// <summary>A new dimension of size 1.</summary>
            public static TensorIndex None => Null;

            /// <summary>A whole dimension.</summary>
            public static TensorIndex Colon => Slice();

            /// <summary>The number, or the start of a slice.</summary>
            internal long? First => first;

            /// <summary>The end of a slice, which is excluded.</summary>
            internal long? Last => last;

            /// <summary>The step of a slice.</summary>
            internal long? Step => step;

            /// <summary>A range of a dimension, in the same memory.</summary>
            /// <param name="start">The first index; negative ones count from the end. By default the first.</param>
            /// <param name="stop">The end, which is excluded; negative ones count from the end. By default the end.</param>
            /// <param name="step">The difference between neighbors, greater than 0.</param>
            public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
                new TensorIndex(IndexKind.Slice, start, stop, step);

            /// <summary>A range of a dimension, in the same memory.</summary>
            public static TensorIndex Slice(Range range) => new TensorIndex(
                IndexKind.Slice,
                FromEnd(range.Start),
                range.End.IsFromEnd && range.End.Value == 0 ? (long?)null : FromEnd(range.End));

            /// <summary>A range of a dimension, in the same memory.</summary>
            public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

            /// <summary>One index; the dimension disappears. Negative ones count from the end.</summary>
            public static TensorIndex Single(long? index) => index is long given ? new TensorIndex(IndexKind.Number, given) : Null;

            /// <summary>A new dimension: of size 1 for true, 0 for false.</summary>
            public static TensorIndex Bool(bool value) => new TensorIndex(IndexKind.Bool, value ? 1 : 0);

            /// <summary>The elements that a mask of Bool, or indices of integers, name. They are copied.</summary>
            public static TensorIndex Tensor(torch.Tensor indices) =>
                new TensorIndex(IndexKind.Tensor, indices: indices ?? throw new ArgumentNullException(nameof(indices)));

            /// <inheritdoc cref="Single(long?)"/>
            public static implicit operator TensorIndex(long index) => Single(index);

            /// <inheritdoc cref="Single(long?)"/>
            public static implicit operator TensorIndex(Index index) => Single(FromEnd(index));

            /// <inheritdoc cref="Slice(Range)"/>
            public static implicit operator TensorIndex(Range range) => Slice(range);

            /// <inheritdoc cref="Slice(Range)"/>
            public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

            /// <inheritdoc cref="Bool(bool)"/>
            public static implicit operator TensorIndex(bool value) => Bool(value);

            /// <inheritdoc cref="Tensor(torch.Tensor)"/>
            public static implicit operator TensorIndex(torch.Tensor indices) => Tensor(indices);

            private static long FromEnd(Index index) => index.IsFromEnd ? -index.Value : index.Value;
        }
    }
}
