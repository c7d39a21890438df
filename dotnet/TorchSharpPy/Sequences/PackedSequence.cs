using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class utils
            {
                public static partial class rnn
                {
                    /// <summary>Sequences of different lengths: all first elements, then all second ones, and so on.</summary>
                    /// <remarks>
                    /// <see cref="pack_sequence"/> and <see cref="pack_padded_sequence"/> make them, and recurrent layers take and
                    /// return them. Disposing one disposes its tensors.
                    /// </remarks>
                    public sealed class PackedSequence : IDisposable
                    {
                        // As in TorchSharp, the indices are not marked as nullable.
#nullable disable annotations

                        /// <summary>The elements, [sum of lengths, ...].</summary>
                        public readonly Tensor data;

                        /// <summary>How many sequences have a first element, a second one, and so on; on the CPU.</summary>
                        public readonly Tensor batch_sizes;

                        /// <summary>Where each sequence was before they were sorted by length; null if they were sorted.</summary>
                        public readonly Tensor sorted_indices;

                        /// <summary>Where each sequence is now; null if they were sorted.</summary>
                        public readonly Tensor unsorted_indices;

                        internal PackedSequence(
                            Tensor data, Tensor batch_sizes, Tensor sorted_indices, Tensor unsorted_indices)
                        {
                            this.data = data;
                            this.batch_sizes = batch_sizes;
                            this.sorted_indices = sorted_indices;
                            this.unsorted_indices = unsorted_indices;
                        }

#nullable restore annotations

                        private Tensor?[] Parts => new Tensor?[] { data, batch_sizes, sorted_indices, unsorted_indices };

                        /// <summary>Disposes the tensors.</summary>
                        public void Dispose()
                        {
                            foreach (Tensor? part in Parts)
                            {
                                part?.Dispose();
                            }
                        }

                        /// <summary>Moves the tensors to the scope around the one that they are in.</summary>
                        /// <returns>This object.</returns>
                        public PackedSequence MoveToOuterDisposeScope() => WithEach(part => part.MoveToOuterDisposeScope());

                        /// <summary>Takes the tensors out of their scope: they live until they are disposed.</summary>
                        /// <returns>This object.</returns>
                        public PackedSequence DetachFromDisposeScope() => WithEach(part => part.DetachFromDisposeScope());

                        /// <summary>Moves the tensors to a scope.</summary>
                        /// <param name="scope">The scope; null to take them out of theirs.</param>
                        /// <returns>This object.</returns>
                        public PackedSequence MoveToOtherDisposeScope(DisposeScope? scope) =>
                            WithEach(part => part.MoveToOtherDisposeScope(scope));

                        /// <summary>Moves the tensors to the scope of others.</summary>
                        /// <param name="other">Sequences, whose elements say which scope it is.</param>
                        /// <returns>This object.</returns>
                        public PackedSequence MoveToOtherDisposeScope(PackedSequence other)
                        {
                            Tensor model = (other ?? throw new ArgumentNullException(nameof(other))).data;
                            return WithEach(part => part.MoveToOtherDisposeScope(model));
                        }

                        /// <summary>Other elements, with the same sequences.</summary>
                        /// <param name="elements">The elements, which the result owns.</param>
                        internal PackedSequence With(Tensor elements) => new PackedSequence(
                            elements, batch_sizes.detach(), sorted_indices?.detach(), unsorted_indices?.detach());

                        private PackedSequence WithEach(Action<Tensor> action)
                        {
                            foreach (Tensor? part in Parts)
                            {
                                if (!(part is null))
                                {
                                    action(part);
                                }
                            }
                            return this;
                        }
                    }
                }
            }
        }
    }
}
