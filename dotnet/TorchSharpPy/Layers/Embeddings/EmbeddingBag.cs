using System;
using TorchSharpPy.Layers;
using TorchSharpPy.Printing;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Modules
{
    /// <summary>A table of rows that are looked up by their numbers, and combined for each bag.</summary>
    public sealed class EmbeddingBag : nn.Module<Tensor, Tensor?, Tensor?, Tensor>, nn.IModule<Tensor, Tensor>,
        nn.IModule<Tensor, Tensor?, Tensor>
    {
        private Parameter? heldWeight;

        internal EmbeddingBag(Parameter weight, bool draws, in EmbeddingOptions options)
            : base(nameof(EmbeddingBag))
        {
            this.weight = weight;
            long[] shape = weight.shape;
            (num_embeddings, embedding_dim) = (shape[0], shape[1]);
            padding_idx = EmbeddingTable.Row(options.PaddingIndex == -1 ? null : options.PaddingIndex, num_embeddings, "padding_index");
            (max_norm, norm_type) = (options.MaxNorm, options.NormType);
            (scale_grad_by_freq, sparse, include_last_offset) = (options.ScalesGradients, options.IsSparse, options.IncludesLastOffset);
            mode = Enum.IsDefined(typeof(EmbeddingBagMode), options.Mode)
                ? options.Mode
                : throw new ArgumentOutOfRangeException(nameof(mode), options.Mode, "The mode must be Sum, Mean or Max.");
            if (mode == EmbeddingBagMode.Max && (scale_grad_by_freq || sparse))
            {
                throw new ArgumentException("The mode Max does not support scale_grad_by_freq and sparse.", nameof(mode));
            }
            if (draws)
            {
                reset_parameters();
            }
        }

        /// <summary>The number of rows.</summary>
        public long num_embeddings { get; }

        /// <summary>The size of a row.</summary>
        public long embedding_dim { get; }

        /// <summary>The row that does not count and is not trained; null for none.</summary>
        public long? padding_idx { get; }

        /// <summary>The greatest norm of a row; null for any.</summary>
        public double? max_norm { get; set; }

        /// <summary>The p of that p-norm.</summary>
        public double norm_type { get; set; }

        /// <summary>Whether gradients are divided by how often a row was looked up.</summary>
        public bool scale_grad_by_freq { get; }

        /// <summary>How the rows of a bag are combined.</summary>
        public EmbeddingBagMode mode { get; }

        /// <summary>Whether the gradient of the table is sparse.</summary>
        public bool sparse { get; }

        /// <summary>Whether given offsets have one more at the end, the number of rows.</summary>
        public bool include_last_offset { get; }

        /// <summary>The rows.</summary>
        public Parameter weight
        {
            get => heldWeight!;
            set => Hold(ref heldWeight, value ?? throw new ArgumentNullException(nameof(weight)));
        }

        /// <summary>Draws the rows anew.</summary>
        public void reset_parameters() => EmbeddingTable.Reset(weight, padding_idx);

        /// <summary>Looks the rows up and combines those of each bag.</summary>
        /// <param name="input">The numbers of the rows: [B, N] for bags of N, or all one after another.</param>
        /// <param name="offsets">Where each bag begins, if the input has one dimension.</param>
        /// <param name="perSampleWeights">A factor for each row, for the mode Sum.</param>
        /// <exception cref="ArgumentException">The arguments do not go together.</exception>
        public override Tensor forward(Tensor input, Tensor? offsets, Tensor? perSampleWeights)
        {
            Require.Dimensions(input, 1, 2);
            if (!(perSampleWeights is null) && !perSampleWeights.shape.AsSpan().SequenceEqual(input.shape))
            {
                throw new ArgumentException(
                    $"Expected weights of the input's shape, {new Size(input.shape)}, not {new Size(perSampleWeights.shape)}.",
                    nameof(perSampleWeights));
            }
            if (!(perSampleWeights is null) && mode != EmbeddingBagMode.Sum)
            {
                throw new ArgumentException($"Weights go with the mode Sum only, not with {mode}.", nameof(perSampleWeights));
            }
            if (input.ndim == 1)
            {
                return Combine(
                    input, offsets ?? throw new ArgumentException("An input of 1 dimension needs offsets.", nameof(offsets)),
                    perSampleWeights, include_last_offset);
            }
            if (!(offsets is null))
            {
                throw new ArgumentException("An input of 2 dimensions has bags of one size: pass no offsets.", nameof(offsets));
            }
            using Tensor all = input.reshape(-1);
            using Tensor begins = arange(0, input.numel(), input.shape[1], dtype: input.dtype, device: input.device);
            using Tensor? factors = perSampleWeights?.reshape(-1);
            return Combine(all, begins, factors, endsIncluded: false); // these offsets have no end
        }

        /// <summary>Looks the rows of bags of one size up.</summary>
        /// <param name="input">The numbers of the rows, [B, N].</param>
        public Tensor call(Tensor input) => call(input, null, null);

        /// <summary>Looks the rows up and combines those of each bag.</summary>
        /// <param name="input">The numbers of the rows.</param>
        /// <param name="offsets">Where each bag begins, if the input has one dimension.</param>
        public Tensor call(Tensor input, Tensor? offsets) => call(input, offsets, null);

        /// <inheritdoc/>
        public override string extra_repr() =>
            PythonFormat.Text($"{num_embeddings}, {embedding_dim}") + EmbeddingTable.Text(max_norm, norm_type, scale_grad_by_freq) +
            PythonFormat.Text($", mode={mode.ToString().ToLowerInvariant():r}") +
            (padding_idx is long row ? PythonFormat.Text($", padding_idx={row}") : string.Empty);

        private Tensor Combine(Tensor input, Tensor offsets, Tensor? factors, bool endsIncluded)
        {
            Require.Dimensions(offsets, 1, 1);
            EmbeddingTable.Bound(weight, input, max_norm, norm_type);
            (Tensor result, Tensor second, Tensor third, Tensor fourth) = nn.functional.embedding_bag(
                weight, input, offsets, scale_grad_by_freq, (long)mode, sparse, factors, endsIncluded, padding_idx);
            second.Dispose();
            third.Dispose();
            fourth.Dispose();
            return result;
        }
    }
}
