using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The part at an index of the first dimension; it shares memory with this tensor.</summary>
            /// <param name="index">The index; negative ones count from the end.</param>
            /// <exception cref="ScriptRuntimeException">The index is out of range.</exception>
            public Tensor this[long index]
            {
                get => select(0, index);

                set
                {
                    using Tensor part = select(0, index);
                    part.copy_(value);
                }
            }

            /// <summary>The part at the given indices of the first dimensions; it shares memory with this tensor.</summary>
            /// <param name="indices">An index for each of the first dimensions; negative ones count from the end.</param>
            /// <exception cref="ScriptRuntimeException">An index is out of range.</exception>
            public Tensor this[params long[] indices]
            {
                get => IndexPlan.Get(this, Numbers(indices));
                set => IndexPlan.Set(this, Numbers(indices), value);
            }

            /// <summary>What an index names: a view of numbers and ranges, a copy for tensors of indices and masks.</summary>
            /// <param name="indices">The indices, see <see cref="TensorIndex"/>.</param>
            /// <exception cref="ScriptRuntimeException">An index is out of range.</exception>
            /// <exception cref="ArgumentException">There are more indices than dimensions.</exception>
            public Tensor this[params TensorIndex[] indices]
            {
                get => IndexPlan.Get(this, indices);
                set => IndexPlan.Set(this, indices, value);
            }

            /// <summary>The elements that masks of Bool or indices of integers name, copied.</summary>
            /// <param name="indices">A mask, or indices of the first dimensions, whose shapes broadcast.</param>
            /// <exception cref="ScriptRuntimeException">An index is out of range.</exception>
            public Tensor this[params Tensor[] indices]
            {
                get => IndexPlan.Get(this, Masks(indices));
                set => IndexPlan.Set(this, Masks(indices), value);
            }

            /// <inheritdoc cref="this[TensorIndex[]]"/>
            public Tensor index(params TensorIndex[] indices) => this[indices];

            /// <inheritdoc cref="this[Tensor[]]"/>
            public Tensor index(params Tensor[] indices) => this[indices];

            /// <summary>Overwrites, or with accumulate adds to, the elements that an index names.</summary>
            /// <param name="value">The new values, which are broadcast.</param>
            /// <param name="indices">The indices.</param>
            /// <param name="accumulate">Whether to add, also where an element is named twice.</param>
            /// <returns>This tensor.</returns>
            public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
            {
                IndexPlan.Put(this, indices, value, accumulate);
                return this;
            }

            /// <inheritdoc cref="index_put_(Tensor, TensorIndex[], bool)"/>
            public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
            {
                IndexPlan.Put(this, Masks(indices), value, accumulate);
                return this;
            }

            private static TensorIndex[] Numbers(long[] indices) => indices.Length > 0
                ? Array.ConvertAll(indices, index => (TensorIndex)index)
                : throw new ArgumentException("Expected at least one index, got none.", nameof(indices));

            private static TensorIndex[] Masks(Tensor[] indices) => Array.ConvertAll(indices, TensorIndex.Tensor);
        }
    }
}
