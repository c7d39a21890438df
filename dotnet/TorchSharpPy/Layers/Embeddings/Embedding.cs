using System;
using TorchSharpPy.Layers;
using TorchSharpPy.Printing;

namespace TorchSharpPy.Modules
{
    /// <summary>A table of rows that are looked up by their numbers.</summary>
    public sealed class Embedding : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private Parameter? heldWeight;

        internal Embedding(Parameter weight, bool draws, in EmbeddingOptions options)
            : base(nameof(Embedding))
        {
            this.weight = weight;
            long[] shape = weight.shape;
            (num_embeddings, embedding_dim) = (shape[0], shape[1]);
            padding_idx = EmbeddingTable.Row(options.PaddingIndex, num_embeddings, nameof(padding_idx));
            (max_norm, norm_type) = (options.MaxNorm, options.NormType);
            (scale_grad_by_freq, sparse) = (options.ScalesGradients, options.IsSparse);
            if (draws)
            {
                reset_parameters();
            }
        }

        /// <summary>The number of rows.</summary>
        public long num_embeddings { get; }

        /// <summary>The size of a row.</summary>
        public long embedding_dim { get; }

        /// <summary>The row that is not trained; null for none.</summary>
        public long? padding_idx { get; }

        /// <summary>The greatest norm of a row; null for any.</summary>
        public double? max_norm { get; set; }

        /// <summary>The p of that p-norm.</summary>
        public double norm_type { get; set; }

        /// <summary>Whether gradients are divided by how often a row was looked up.</summary>
        public bool scale_grad_by_freq { get; set; }

        /// <summary>Whether the gradient of the table is sparse.</summary>
        public bool sparse { get; set; }

        /// <summary>The rows.</summary>
        public Parameter weight
        {
            get => heldWeight!;
            set => Hold(ref heldWeight, value ?? throw new ArgumentNullException(nameof(weight)));
        }

        /// <summary>Draws the rows anew.</summary>
        public void reset_parameters() => EmbeddingTable.Reset(weight, padding_idx);

        /// <inheritdoc/>
        /// <param name="input">The numbers of the rows, Int32 or Int64 of any shape.</param>
        public override torch.Tensor forward(torch.Tensor input)
        {
            EmbeddingTable.Bound(weight, input, max_norm, norm_type);
            return torch.nn.functional.embedding(weight, input, padding_idx ?? -1, scale_grad_by_freq, sparse);
        }

        /// <inheritdoc/>
        public override string extra_repr() =>
            PythonFormat.Text($"{num_embeddings}, {embedding_dim}") +
            (padding_idx is long row ? PythonFormat.Text($", padding_idx={row}") : string.Empty) +
            EmbeddingTable.Text(max_norm, norm_type, scale_grad_by_freq) + (sparse ? ", sparse=True" : string.Empty);
    }
}
