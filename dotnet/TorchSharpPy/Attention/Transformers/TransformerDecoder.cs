using System;
using TorchSharpPy.Attention;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A transformer's decoder: copies of a layer, one after another.</summary>
            /// <param name="decoder_layer">The layer to copy, with its weights; it stays the caller's.</param>
            /// <param name="num_layers">How many copies.</param>
            /// <param name="norm">A layer for what the last copy returns.</param>
            /// <exception cref="ArgumentOutOfRangeException">The number of layers is not positive.</exception>
            public static TransformerDecoder TransformerDecoder(
                TransformerDecoderLayer decoder_layer, long num_layers, Module<Tensor, Tensor>? norm = null) =>
                new TransformerDecoder(decoder_layer ?? throw new ArgumentNullException(nameof(decoder_layer)), num_layers, norm);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A transformer's decoder. See <see cref="torch.nn.TransformerDecoder"/>.</summary>
    public sealed class TransformerDecoder
        : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor?, torch.Tensor?, torch.Tensor?, torch.Tensor?, torch.Tensor>,
        torch.nn.IModule<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private readonly ModuleList<TransformerDecoderLayer> layers;
        private readonly torch.nn.Module<torch.Tensor, torch.Tensor>? norm;

        internal TransformerDecoder(
            TransformerDecoderLayer layer, long count, torch.nn.Module<torch.Tensor, torch.Tensor>? norm)
            : base(nameof(TransformerDecoder))
        {
            layers = TransformerCopies.Of(layer, count, () => new TransformerDecoderLayer(layer.Options.WithoutWeights()));
            register_module(nameof(layers), layers);
            this.norm = norm;
            if (norm != null)
            {
                register_module(nameof(norm), norm);
            }
        }

        /// <summary>The elements after all layers.</summary>
        /// <param name="tgt">The elements: [T, N, E], or [N, T, E] with batch_first, or [T, E].</param>
        /// <param name="memory">The encoder's results: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="tgt_mask">The pairs of elements that do not see each other, or what is added: [T, T].</param>
        /// <param name="memory_mask">The same for elements and results: [T, S].</param>
        /// <param name="tgt_key_padding_mask">The elements that are ignored: [N, T] or [T].</param>
        /// <param name="memory_key_padding_mask">The results that are ignored: [N, S] or [S].</param>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public override torch.Tensor forward(
            torch.Tensor tgt, torch.Tensor memory, torch.Tensor? tgt_mask = null, torch.Tensor? memory_mask = null,
            torch.Tensor? tgt_key_padding_mask = null, torch.Tensor? memory_key_padding_mask = null) =>
            forward(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask, null, false);

        /// <summary>The elements after all layers.</summary>
        /// <param name="tgt">The elements: [T, N, E], or [N, T, E] with batch_first, or [T, E].</param>
        /// <param name="memory">The encoder's results: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="tgt_mask">The pairs of elements that do not see each other, or what is added: [T, T].</param>
        /// <param name="memory_mask">The same for elements and results: [T, S].</param>
        /// <param name="tgt_key_padding_mask">The elements that are ignored: [N, T] or [T].</param>
        /// <param name="memory_key_padding_mask">The results that are ignored: [N, S] or [S].</param>
        /// <param name="tgt_is_causal">Whether tgt_mask hides what comes later; null to find out.</param>
        /// <param name="memory_is_causal">Whether memory_mask does.</param>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public torch.Tensor forward(
            torch.Tensor tgt, torch.Tensor memory, torch.Tensor? tgt_mask, torch.Tensor? memory_mask,
            torch.Tensor? tgt_key_padding_mask, torch.Tensor? memory_key_padding_mask, bool? tgt_is_causal, bool memory_is_causal)
        {
            long length = AttentionMasks.Length(
                tgt ?? throw new ArgumentNullException(nameof(tgt)), layers[0].Options.BatchFirst);
            bool isCausal = tgt_is_causal ?? AttentionMasks.IsCausal(tgt_mask, length);
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor result = tgt;
            foreach (TransformerDecoderLayer layer in layers)
            {
                result = layer.Run(
                    result, memory, (tgt_mask, memory_mask), (tgt_key_padding_mask, memory_key_padding_mask),
                    (isCausal, memory_is_causal));
            }
            return scope.MoveToOuter(norm is null ? result : norm.call(result));
        }

        /// <inheritdoc cref="forward(torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor)"/>
        public override torch.Tensor call(
            torch.Tensor tgt, torch.Tensor memory, torch.Tensor? tgt_mask, torch.Tensor? memory_mask = null,
            torch.Tensor? tgt_key_padding_mask = null, torch.Tensor? memory_key_padding_mask = null) =>
            base.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);

        /// <summary>The elements after all layers.</summary>
        /// <param name="tgt">The elements.</param>
        /// <param name="memory">The encoder's results.</param>
        public torch.Tensor call(torch.Tensor tgt, torch.Tensor memory) => call(tgt, memory, null);
    }
}
