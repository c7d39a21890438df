using System;
using TorchSharpPy.Modules;
using TorchSharpPy.Printing;

namespace TorchSharpPy.Layers
{
    /// <summary>The rows that embeddings look up.</summary>
    internal static class EmbeddingTable
    {
        /// <summary>New rows of normal numbers; that of the padding is zero.</summary>
        internal static Parameter New(long rows, long columns, torch.Device? device, torch.ScalarType? dtype) => Initial.Empty(
            new[] { Require.NotNegative(rows, "num_embeddings"), Require.NotNegative(columns, "embedding_dims") }, device, dtype);

        /// <summary>Rows that share the memory of a tensor, where device and type stay.</summary>
        /// <exception cref="ArgumentException">The tensor does not have 2 dimensions.</exception>
        internal static Parameter From(torch.Tensor embeddings, bool freeze, torch.Device? device, torch.ScalarType? dtype)
        {
            if (Require.NotNull(embeddings).ndim != 2)
            {
                throw new ArgumentException($"Expected a tensor of 2 dimensions, not {embeddings.ndim}.", nameof(embeddings));
            }
            using torch.Tensor moved = embeddings.to(dtype ?? embeddings.dtype, device ?? embeddings.device);
            return new Parameter(moved, requires_grad: !freeze);
        }

        /// <summary>Draws the rows anew.</summary>
        internal static void Reset(torch.Tensor weight, long? padding)
        {
            torch.nn.init.normal_(weight);
            if (padding is long row)
            {
                using torch.Tensor all = weight.detach();
                using torch.Tensor zeros = all.select(0, row);
                zeros.fill_(0);
            }
        }

        /// <summary>The row of the padding, counted from the start.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
        internal static long? Row(long? padding, long rows, string name)
        {
            if (padding is long row && (row < -rows || row >= rows))
            {
                throw new ArgumentOutOfRangeException(name, row, $"Expected one of the {rows} rows.");
            }
            return padding < 0 ? padding + rows : padding;
        }

        /// <summary>What is printed of the bound and of the gradients, where they are not the usual ones.</summary>
        internal static string Text(double? norm, double type, bool scales) =>
            (norm is double greatest ? PythonFormat.Text($", max_norm={greatest}") : string.Empty) +
            (type == 2 ? string.Empty : PythonFormat.Text($", norm_type={type}")) +
            (scales ? ", scale_grad_by_freq=True" : string.Empty);

        /// <summary>Scales the rows that are used and whose norm is too large.</summary>
        internal static void Bound(torch.Tensor weight, torch.Tensor input, double? norm, double type)
        {
            if (norm is double greatest)
            {
                using (torch.no_grad())
                {
                    using torch.Tensor rows = Require.NotNull(input).contiguous();
                    torch.embedding_renorm_(weight, rows, greatest, type);
                }
            }
        }
    }
}
