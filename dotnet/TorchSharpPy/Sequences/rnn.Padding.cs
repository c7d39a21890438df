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
                public static partial class rnn
                {
                    /// <summary>Stacks sequences of different lengths, and pads them to the length of the longest.</summary>
                    /// <param name="sequences">The sequences: [length, ...], with the same other sizes.</param>
                    /// <param name="batch_first">Whether the number of sequences is the first size of the result, not the second.</param>
                    /// <param name="padding_value">What fills the shorter sequences.</param>
                    /// <param name="padding_side">Where it does: "right" or "left".</param>
                    /// <exception cref="ArgumentException">There are no sequences, or there is no such side.</exception>
                    public static Tensor pad_sequence(
                        IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0.0, string padding_side = "right")
                    {
                        Tensor[] all = CheckedSequences(sequences);
                        if (padding_side != "right" && padding_side != "left")
                        {
                            throw new ArgumentException(
                                $"The side to pad must be \"right\" or \"left\", not \"{padding_side}\".", nameof(padding_side));
                        }
                        return OperatorCall.Begin(ref Aten.pad_sequence, "aten::pad_sequence", "")
                            .With(all).With(batch_first).With(padding_value).With(padding_side).Tensor();
                    }

                    /// <summary>The sequences of a padded tensor, without the padding.</summary>
                    /// <param name="padded_sequences">The sequences: [longest, N, ...], or [N, longest, ...] with batch_first.</param>
                    /// <param name="lengths">The length of each sequence: integers, [N]. A sequence may be empty.</param>
                    /// <param name="batch_first">Whether N is the first size.</param>
                    /// <returns>A copy of each sequence.</returns>
                    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
                    public static List<Tensor> unpad_sequence(Tensor padded_sequences, Tensor lengths, bool batch_first = false)
                    {
                        if (lengths is null)
                        {
                            throw new ArgumentNullException(nameof(lengths));
                        }
                        using DisposeScope scope = NewDisposeScope();
                        Tensor counts = CheckedLengths(padded_sequences, lengths, batch_first, enforce_sorted: false, least: 0);
                        Tensor[] sequences = padded_sequences.unbind(batch_first ? 0 : 1);
                        long[] each = counts.AsSpan<long>().ToArray();
                        return sequences
                            .Select((one, place) => one.narrow(0, 0, each[place]).clone().MoveToOuterDisposeScope())
                            .ToList();
                    }

                    /// <summary>The sequences that were packed.</summary>
                    /// <param name="packed_sequences">The packed sequences.</param>
                    /// <returns>A copy of each sequence.</returns>
                    public static List<Tensor> unpack_sequence(PackedSequence packed_sequences)
                    {
                        (Tensor padded, Tensor lengths) = pad_packed_sequence(packed_sequences, batch_first: true);
                        using (padded)
                        using (lengths)
                        {
                            return unpad_sequence(padded, lengths, batch_first: true);
                        }
                    }

                    private static Tensor[] CheckedSequences(IEnumerable<Tensor> sequences)
                    {
                        Tensor[] all = (sequences ?? throw new ArgumentNullException(nameof(sequences))).ToArray();
                        if (all.Length == 0)
                        {
                            throw new ArgumentException("Expected at least one sequence, got none.", nameof(sequences));
                        }
                        foreach (Tensor one in all)
                        {
                            if (NotNull(one).dim() == 0)
                            {
                                throw new ArgumentException(
                                    "Expected sequences, of at least 1 dimension, got a number.", nameof(sequences));
                            }
                        }
                        return all;
                    }
                }
            }
        }
    }
}
