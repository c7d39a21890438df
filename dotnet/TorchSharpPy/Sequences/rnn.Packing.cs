using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class utils
            {
                /// <summary>Sequences of different lengths in one tensor, for recurrent layers.</summary>
                public static partial class rnn
                {
                    /// <summary>Packs padded sequences, so that recurrent layers do not compute the padding.</summary>
                    /// <param name="input">The sequences: [longest, N, ...], or [N, longest, ...] with batch_first.</param>
                    /// <param name="lengths">The length of each sequence: integers, [N].</param>
                    /// <param name="batch_first">Whether N is the first size of the input.</param>
                    /// <param name="enforce_sorted">Whether the lengths must not increase; if not, they are sorted here.</param>
                    /// <exception cref="ArgumentException">
                    /// The lengths are not positive integers up to the input's, one for each sequence, or increase though they must not.
                    /// </exception>
                    public static PackedSequence pack_padded_sequence(
                        Tensor input, Tensor lengths, bool batch_first = false, bool enforce_sorted = true)
                    {
                        if (lengths is null)
                        {
                            throw new ArgumentNullException(nameof(lengths));
                        }
                        using DisposeScope scope = NewDisposeScope();
                        Tensor counts = CheckedLengths(input, lengths, batch_first, enforce_sorted);
                        Tensor sequences = input;
                        Tensor? order = null;
                        if (!enforce_sorted)
                        {
                            (counts, order) = counts.sort(-1, descending: true);
                            order = order.to(input.device);
                            sequences = input.index_select(batch_first ? 0 : 1, order);
                        }
                        (Tensor data, Tensor sizes) = OperatorCall
                            .Begin(ref Aten._pack_padded_sequence, "aten::_pack_padded_sequence", "")
                            .With(sequences).With(counts).With(batch_first).Take<(Tensor, Tensor)>();
                        return new PackedSequence(data, sizes, order, order is null ? null : Inverse(order)).MoveToOuterDisposeScope();
                    }

                    /// <summary>Packs sequences of different lengths.</summary>
                    /// <param name="sequences">The sequences: [length, ...], with the same other sizes.</param>
                    /// <param name="enforce_sorted">Whether the lengths must not increase; if not, they are sorted here.</param>
                    /// <exception cref="ArgumentException">
                    /// There are no sequences, one has no elements, or the lengths increase though they must not.
                    /// </exception>
                    public static PackedSequence pack_sequence(IEnumerable<Tensor> sequences, bool enforce_sorted = true)
                    {
                        Tensor[] all = CheckedSequences(sequences);
                        using Tensor padded = pad_sequence(all);
                        using Tensor lengths = tensor(all.Select(one => one.shape[0]).ToArray(), device: CPU);
                        return pack_padded_sequence(padded, lengths, enforce_sorted: enforce_sorted);
                    }

                    /// <summary>Pads packed sequences to the length of the longest.</summary>
                    /// <param name="sequence">The packed sequences.</param>
                    /// <param name="batch_first">Whether the number of sequences is the first size of the result, not the second.</param>
                    /// <param name="padding_value">What follows the shorter sequences.</param>
                    /// <param name="total_length">A greater length to pad to.</param>
                    /// <returns>The sequences, and their lengths on the CPU.</returns>
                    /// <exception cref="ArgumentException">The length is less than that of the longest sequence.</exception>
                    public static (Tensor, Tensor) pad_packed_sequence(
                        PackedSequence sequence, bool batch_first = false, double padding_value = 0.0, long? total_length = null)
                    {
                        if (sequence is null)
                        {
                            throw new ArgumentNullException(nameof(sequence));
                        }
                        long longest = sequence.batch_sizes.size(0);
                        if (total_length < longest)
                        {
                            throw new ArgumentException(
                                $"The total length must be at least that of the longest sequence, {longest}, but is {total_length}.",
                                nameof(total_length));
                        }
                        using DisposeScope scope = NewDisposeScope();
                        (Tensor padded, Tensor lengths) = OperatorCall
                            .Begin(ref Aten._pad_packed_sequence, "aten::_pad_packed_sequence", "")
                            .With(sequence.data).With(sequence.batch_sizes).With(batch_first).With((Scalar)padding_value)
                            .With(total_length ?? longest).Take<(Tensor, Tensor)>();
                        if (sequence.unsorted_indices is Tensor order)
                        {
                            padded = padded.index_select(batch_first ? 0 : 1, order);
                            lengths = lengths.index_select(0, order.cpu());
                        }
                        return (padded.MoveToOuterDisposeScope(), lengths.MoveToOuterDisposeScope());
                    }

                    /// <summary>The lengths as the operator needs them, after checks that it leaves out.</summary>
                    private static Tensor CheckedLengths(
                        Tensor input, Tensor lengths, bool batch_first, bool enforce_sorted, long least = 1)
                    {
                        long[] shape = NotNull(input).shape;
                        if (shape.Length < 2)
                        {
                            throw new ArgumentException(
                                $"Expected padded sequences, of at least 2 dimensions, not {shape.Length}.", nameof(input));
                        }
                        (long count, long longest) = batch_first ? (shape[0], shape[1]) : (shape[1], shape[0]);
                        if (!lengths.is_integral() || lengths.dim() != 1 || lengths.size(0) != count || count == 0)
                        {
                            throw new ArgumentException(
                                $"Expected a length for each of the {count} sequences, not a tensor of {lengths.dtype} of the shape " +
                                $"{new Size(lengths.shape)}: pass integers of the shape [{count}].",
                                nameof(lengths));
                        }
                        Tensor counts = lengths.to(ScalarType.Int64).cpu().contiguous();
                        long before = long.MaxValue;
                        foreach (long length in counts.AsSpan<long>())
                        {
                            if (length < least || length > longest)
                            {
                                throw new ArgumentException(
                                    $"Each length must be from {least} to the {longest} elements of the padded sequences, but one is " +
                                    $"{length}.",
                                    nameof(lengths));
                            }
                            if (enforce_sorted && length > before)
                            {
                                throw new ArgumentException(
                                    $"The lengths must not increase, but {length} follows {before}: sort the sequences by length, or " +
                                    "pass enforce_sorted: false.",
                                    nameof(lengths));
                            }
                            before = length;
                        }
                        return counts;
                    }

                    private static Tensor Inverse(Tensor order)
                    {
                        using Tensor places = arange(order.numel(), device: order.device);
                        return empty_like(order).scatter_(0, order, places);
                    }
                }
            }
        }
    }
}
