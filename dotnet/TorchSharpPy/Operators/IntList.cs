using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>A list of integers as an operator takes it: sizes, strides, dimensions.</summary>
        /// <remarks>
        /// Pass a number, an array, a list, a span or a tuple: <c>x.sum(1)</c>, <c>x.sum(new long[] { 0, 1 })</c>,
        /// <c>x.sum((0, 1))</c>. The numbers of a span are copied.
        /// </remarks>
        public readonly struct IntList
        {
            private static readonly long[] Missing = new long[1];

            private readonly long[]? numbers; // null for one number
            private readonly long single;

            private IntList(long single)
            {
                numbers = null;
                this.single = single;
            }

            private IntList(params long[] numbers)
            {
                this.numbers = numbers ?? Missing;
                single = 0;
            }

            /// <summary>Whether it was made from a null array: then it is as if the argument were null.</summary>
            internal bool IsMissing => ReferenceEquals(numbers, Missing);

            /// <summary>Whether it was made from one number, and not from a list.</summary>
            internal bool IsNumber => numbers == null;

            /// <summary>How many numbers there are.</summary>
            internal int Count => numbers == null ? 1 : numbers.Length;

            /// <summary>One number.</summary>
            public static implicit operator IntList(long number) => new IntList(number);

            /// <summary>The numbers of an array. A null array is as if the argument were null.</summary>
            public static implicit operator IntList(long[]? numbers) => new IntList(numbers!);

            /// <summary>The numbers of an array. A null array is as if the argument were null.</summary>
            public static implicit operator IntList(int[]? numbers) =>
                new IntList(numbers == null ? null! : Array.ConvertAll(numbers, number => (long)number));

            /// <summary>The numbers of a list.</summary>
            public static implicit operator IntList(List<long>? numbers) => new IntList(numbers?.ToArray()!);

            /// <summary>The numbers of a span, copied.</summary>
            public static implicit operator IntList(ReadOnlySpan<long> numbers) => new IntList(numbers.ToArray());

            /// <summary>The numbers of a span, copied.</summary>
            public static implicit operator IntList(Span<long> numbers) => new IntList(numbers.ToArray());

            /// <summary>Two numbers.</summary>
            public static implicit operator IntList((long, long) numbers) => new IntList(numbers.Item1, numbers.Item2);

            /// <summary>Three numbers.</summary>
            public static implicit operator IntList((long, long, long) numbers) =>
                new IntList(numbers.Item1, numbers.Item2, numbers.Item3);

            /// <summary>Four numbers.</summary>
            public static implicit operator IntList((long, long, long, long) numbers) =>
                new IntList(numbers.Item1, numbers.Item2, numbers.Item3, numbers.Item4);

            /// <summary>Six numbers.</summary>
            public static implicit operator IntList((long, long, long, long, long, long) numbers) => new IntList(
                numbers.Item1, numbers.Item2, numbers.Item3, numbers.Item4, numbers.Item5, numbers.Item6);

            /// <summary>A copy of the numbers.</summary>
            public long[] ToArray() => numbers == null ? new[] { single } : (long[])numbers.Clone();

            /// <summary>The numbers as text, such as <c>[2, 3]</c>.</summary>
            public override string ToString() => $"[{string.Join(", ", ToArray())}]";

            /// <summary>Copies the numbers into native memory.</summary>
            internal unsafe void CopyTo(long* destination)
            {
                if (numbers == null)
                {
                    *destination = single;
                    return;
                }
                for (int i = 0; i < numbers.Length; i++)
                {
                    destination[i] = numbers[i];
                }
            }
        }
    }
}
