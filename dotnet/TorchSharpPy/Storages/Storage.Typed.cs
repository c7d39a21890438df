using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Utils;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The memory of a tensor, as a list of elements.</summary>
        /// <typeparam name="T">The C# type of the elements.</typeparam>
        public sealed class Storage<T> : Storage, ICollection<T>
            where T : unmanaged
        {
            /// <summary>What the one element becomes when it is made.</summary>
            private readonly T single;

            internal Storage(Tensor elements)
                : base(elements)
            {
            }

            private Storage(T value)
                : base(() => tensor(new[] { value }))
            {
                single = value;
            }

            /// <summary>The number of elements.</summary>
            public int Count => checked((int)Elements.NumberOfElements);

            /// <summary>False: elements can be set. Their number is fixed.</summary>
            public bool IsReadOnly => false;

            /// <summary>An element.</summary>
            /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
            public T this[int index]
            {
                get
                {
                    using Tensor element = Part(index, 1);
                    return element.item<T>();
                }

                set
                {
                    using Tensor element = Part(index, 1);
                    Fill(element, value);
                }
            }

            /// <summary>A part that shares the memory. Set to a value, or to as many values.</summary>
            /// <exception cref="ArgumentOutOfRangeException">The range is not within the storage.</exception>
            public Storage<T> this[Range range]
            {
                get
                {
                    (int start, int length) = range.GetOffsetAndLength(Count);
                    return new Storage<T>(Part(start, length));
                }

                set
                {
                    (int start, int length) = range.GetOffsetAndLength(Count);
                    using Tensor part = Part(start, length);
                    if ((value ?? throw new ArgumentNullException(nameof(value))).IsMade)
                    {
                        part.copy_(value.Elements);
                    }
                    else
                    {
                        Fill(part, value.single); // leaves no tensor behind
                    }
                }
            }

            /// <summary>A part that shares the memory, from start to before end.</summary>
            /// <exception cref="ArgumentOutOfRangeException">The range is not within the storage.</exception>
            public Storage<T> this[(int? start, int? end) range]
            {
                get => this[(range.start ?? 0)..(range.end ?? Count)];
                set => this[(range.start ?? 0)..(range.end ?? Count)] = value;
            }

            /// <summary>A storage of one element.</summary>
            public static implicit operator Storage<T>(T value) => new Storage<T>(value);

            /// <summary>A copy on the CPU, or the same memory if it is there.</summary>
            public Storage<T> cpu() => new Storage<T>(Elements.cpu());

            /// <summary>A copy on a GPU, or the same memory if it is there.</summary>
            /// <param name="device">The device; the first GPU by default.</param>
            public Storage<T> cuda(Device? device = null) => new Storage<T>(Elements.cuda(device));

            /// <summary>Copies values to the front.</summary>
            /// <exception cref="ArgumentOutOfRangeException">There are more values than elements.</exception>
            public void copy_(IList<T> source)
            {
                T[] values = (source ?? throw new ArgumentNullException(nameof(source))).ToArray();
                using Tensor part = Part(0, values.Length);
                using Tensor given = tensor(values);
                part.copy_(given);
            }

            /// <summary>Sets all elements.</summary>
            public void fill_(T value) => Fill(Elements, value);

            /// <summary>Copies values, from one of them on, to all elements.</summary>
            /// <exception cref="ArgumentException">There are fewer values than elements.</exception>
            public void CopyFrom(IList<T> array, int arrayIndex)
            {
                if (arrayIndex < 0 || (array ?? throw new ArgumentNullException(nameof(array))).Count - arrayIndex < Count)
                {
                    throw new ArgumentException(
                        $"The storage has {Count} elements, but from index {arrayIndex} on there are not as many values.", nameof(array));
                }
                copy_(array.Skip(arrayIndex).Take(Count).ToArray());
            }

            /// <summary>Copies all elements to a list, from an index on.</summary>
            public void CopyTo(IList<T> array, int arrayIndex)
            {
                if (arrayIndex < 0 || (array ?? throw new ArgumentNullException(nameof(array))).Count - arrayIndex < Count)
                {
                    throw new ArgumentException(
                        $"The storage has {Count} elements, but from index {arrayIndex} on there is less room.", nameof(array));
                }
                foreach (T value in ToArray())
                {
                    array[arrayIndex++] = value;
                }
            }

            /// <inheritdoc cref="CopyTo(IList{T}, int)"/>
            public void CopyTo(T[] array, int arrayIndex) => CopyTo((IList<T>)array, arrayIndex);

            /// <summary>Whether an element has a value.</summary>
            public bool Contains(T item) => IndexOf(item) >= 0;

            /// <summary>The index of the first element with a value; -1 if there is none.</summary>
            public int IndexOf(T item) => Array.IndexOf(ToArray(), item);

            /// <summary>A copy of the elements.</summary>
            public T[] ToArray()
            {
                using Tensor here = Elements.cpu();
                using TensorAccessor<T> values = here.data<T>();
                return values.ToArray();
            }

            /// <summary>A copy of the elements.</summary>
            public IList<T> tolist() => ToArray();

            /// <summary>Enumerates a copy of the elements.</summary>
            public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            void ICollection<T>.Add(T item) => throw Fixed();

            void ICollection<T>.Clear() => throw Fixed();

            bool ICollection<T>.Remove(T item) => throw Fixed();

            private static NotSupportedException Fixed() => new NotSupportedException("The size of a storage is fixed: resize its tensor.");

            private static void Fill(Tensor elements, T value)
            {
                using Tensor given = tensor(new[] { value });
                elements.copy_(given);
            }

            private Tensor Part(int start, int length) => start >= 0 && length >= 0 && start + (long)length <= Count
                ? Elements.narrow(0, start, length)
                : throw new ArgumentOutOfRangeException(
                    nameof(start), start, $"The storage has {Count} elements: there are no {length} from this index on.");
        }
    }
}
