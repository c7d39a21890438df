using System;

namespace TorchSharpPy.Attention
{
    /// <summary>The masks of attention.</summary>
    internal static class AttentionMasks
    {
        /// <summary>A mask as numbers to add: minus infinity where it is true.</summary>
        /// <exception cref="ArgumentException">The mask has integers.</exception>
        internal static torch.Tensor? AsNumbers(torch.Tensor? mask, string name, torch.ScalarType type)
        {
            if (mask is null || mask.is_floating_point())
            {
                return mask;
            }
            if (mask.dtype != torch.ScalarType.Bool)
            {
                throw new ArgumentException(
                    $"A mask must have bools, true for what is ignored, or floating point numbers, which are added, not {mask.dtype}.",
                    name);
            }
            return torch.zeros_like(mask, dtype: type).masked_fill_(mask, double.NegativeInfinity);
        }

        /// <summary>A mask that hides what comes later: minus infinity above the diagonal.</summary>
        internal static torch.Tensor Causal(long size, torch.Device? device, torch.ScalarType? type)
        {
            using torch.Tensor full = torch.full(new[] { size, size }, double.NegativeInfinity, dtype: type, device: device);
            return full.triu(1);
        }

        /// <summary>Whether a mask hides exactly what comes later, so that it need not be read.</summary>
        internal static bool IsCausal(torch.Tensor? mask, long size)
        {
            if (mask is null || mask.dim() != 2 || mask.size(0) != size || mask.size(1) != size)
            {
                return false;
            }
            using torch.Tensor causal = Causal(size, mask.device, mask.dtype);
            return mask.equal(causal);
        }

        /// <summary>Whether in every sequence all padding comes last.</summary>
        /// <param name="padding">The numbers for elements that are ignored, [N, S]: not 0.</param>
        internal static bool IsLast(torch.Tensor padding)
        {
            long more = padding.size(1) - 1;
            if (more < 1)
            {
                return true;
            }
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor isPadding = padding.ne(0);
            return !isPadding.narrow(1, 0, more).gt(isPadding.narrow(1, 1, more)).any().ToBoolean();
        }

        /// <summary>The length of the sequences.</summary>
        internal static long Length(torch.Tensor sequences, bool batchFirst) =>
            sequences.size(sequences.dim() == 3 && batchFirst ? 1 : 0);
    }
}
