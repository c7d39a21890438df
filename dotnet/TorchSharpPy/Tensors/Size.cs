using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The sizes of a tensor's dimensions.</summary>
        public readonly partial struct Size : IEnumerable<long>, IEquatable<Size>
        {
            /// <summary>No dimensions: the size of a number.</summary>
            public static readonly Size Empty = new Size(Array.Empty<long>());

            private readonly long[]? sizes;

            /// <summary>The sizes of an array, which is copied.</summary>
            public Size(long[] shape)
                : this((IEnumerable<long>)shape)
            {
            }

            /// <summary>The sizes of an array.</summary>
            public Size(int[] shape)
                : this((shape ?? throw new ArgumentNullException(nameof(shape))).Select(size => (long)size))
            {
            }

            /// <summary>The sizes of a sequence.</summary>
            public Size(IEnumerable<long> shape)
            {
                sizes = (shape ?? throw new ArgumentNullException(nameof(shape))).ToArray();
            }

            /// <summary>One dimension.</summary>
            public Size(long size)
                : this(new[] { size })
            {
            }

            /// <summary>One dimension.</summary>
            public Size(int size)
                : this(new[] { (long)size })
            {
            }

            /// <summary>The number of dimensions.</summary>
            public int Length => Numbers.Length;

            /// <summary>Whether there are no dimensions.</summary>
            public bool IsEmpty => Length == 0;

            /// <summary>Whether there are no dimensions: the size is that of a number.</summary>
            public bool IsScalar => Length == 0;

            /// <summary>The sizes, copied.</summary>
            public long[] Shape => (long[])Numbers.Clone();

            private long[] Numbers => sizes ?? Array.Empty<long>();

            /// <summary>The size of a dimension; negative numbers count from the end.</summary>
            /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
            public long this[int idx] => this[(long)idx];

            /// <inheritdoc cref="this[int]"/>
            public long this[long idx]
            {
                get
                {
                    long place = idx < 0 ? idx + Length : idx;
                    return place >= 0 && place < Length
                        ? Numbers[place]
                        : throw new ArgumentOutOfRangeException(nameof(idx), idx, $"The size has {Length} dimensions.");
                }
            }

            /// <summary>The dimensions of both, one after the other.</summary>
            public static Size operator +(Size left, Size right) => new Size(left.Numbers.Concat(right.Numbers));

            /// <summary>The dimensions of both, one after the other.</summary>
            public static Size operator +(Size left, IEnumerable<long> right) => new Size(left.Numbers.Concat(right));

            /// <summary>Whether all dimensions have equal sizes.</summary>
            public static bool operator ==(Size left, Size right) => left.Equals(right);

            /// <summary>Whether a dimension differs.</summary>
            public static bool operator !=(Size left, Size right) => !left.Equals(right);

            /// <summary>One dimension.</summary>
            public static implicit operator Size(long size) => new Size(size);

            /// <summary>The sizes of an array, which is copied.</summary>
            public static implicit operator Size(long[] shape) => new Size(shape);

            /// <summary>The sizes, as operators take them.</summary>
            public static implicit operator IntList(Size size) => size.Shape;

            /// <summary>The number of elements.</summary>
            public long numel() => Numbers.Aggregate(1L, (product, size) => checked(product * size));

            /// <summary>A part of the dimensions.</summary>
            /// <param name="start">The first of them.</param>
            /// <param name="length">How many.</param>
            /// <exception cref="ArgumentOutOfRangeException">There are fewer dimensions.</exception>
            public Size Slice(int start, int length)
            {
                if (start < 0 || length < 0 || start > Length - length)
                {
                    throw new ArgumentOutOfRangeException(nameof(start), start, $"The size has {Length} dimensions.");
                }
                return new Size(Numbers.Skip(start).Take(length));
            }

            /// <summary>The first dimensions, at most as many as there are.</summary>
            public Size Take(int count) => new Size(Numbers.Take(count));

            /// <summary>Whether all dimensions have equal sizes.</summary>
            public bool Equals(Size other) => Numbers.AsSpan().SequenceEqual(other.Numbers);

            /// <inheritdoc/>
            public override bool Equals(object? obj) => obj is Size other ? Equals(other) : obj is long[] shape && Equals(new Size(shape));

            /// <inheritdoc/>
            public override int GetHashCode() => Numbers.Aggregate(Length, HashCode.Combine);

            /// <inheritdoc/>
            public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Numbers).GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            /// <summary>The sizes, such as <c>[2, 3]</c>.</summary>
            public override string ToString() => $"[{string.Join(", ", Numbers)}]";
        }
    }
}
