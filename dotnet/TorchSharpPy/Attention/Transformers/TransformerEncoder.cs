using System;
using TorchSharpPy.Attention;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A transformer's encoder: copies of a layer, one after another.</summary>
            /// <param name="encoder_layer">The layer to copy, with its weights; it stays the caller's.</param>
            /// <param name="num_layers">How many copies.</param>
            /// <param name="norm">A layer for what the last copy returns.</param>
            /// <exception cref="ArgumentOutOfRangeException">The number of layers is not positive.</exception>
            public static TransformerEncoder TransformerEncoder(
                TransformerEncoderLayer encoder_layer, long num_layers, Module<Tensor, Tensor>? norm = null) =>
                new TransformerEncoder(encoder_layer ?? throw new ArgumentNullException(nameof(encoder_layer)), num_layers, norm);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A transformer's encoder. See <see cref="torch.nn.TransformerEncoder"/>.</summary>
    public sealed class TransformerEncoder
        : torch.nn.Module<torch.Tensor, torch.Tensor?, torch.Tensor?, torch.Tensor>,
        torch.nn.IModule<torch.Tensor, torch.Tensor>,
        torch.nn.IModule<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private readonly ModuleList<TransformerEncoderLayer> layers;
        private readonly torch.nn.Module<torch.Tensor, torch.Tensor>? norm;

        internal TransformerEncoder(
            TransformerEncoderLayer layer, long count, torch.nn.Module<torch.Tensor, torch.Tensor>? norm)
            : base(nameof(TransformerEncoder))
        {
            layers = TransformerCopies.Of(layer, count, () => new TransformerEncoderLayer(layer.Options.WithoutWeights()));
            register_module(nameof(layers), layers);
            this.norm = norm;
            if (norm != null)
            {
                register_module(nameof(norm), norm);
            }
        }

        /// <summary>The functions between the linear layers.</summary>
        public enum Activations
        {
            /// <summary>Zero for negative numbers.</summary>
            ReLU = 0,

            /// <summary>The number times the normal distribution below it.</summary>
            GELU = 1,
        }

        /// <summary>The elements after all layers.</summary>
        /// <param name="src">The elements: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="src_mask">The pairs that do not see each other, or what is added: [S, S] or [N * heads, S, S].</param>
        /// <param name="src_key_padding_mask">
        /// The elements that are ignored: [N, S] or [S]. In evaluation mode without gradients, their results are zeros, as in PyTorch,
        /// if they follow the others in a batch that comes first, and there is no src_mask.
        /// </param>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public override torch.Tensor forward(
            torch.Tensor src, torch.Tensor? src_mask = null, torch.Tensor? src_key_padding_mask = null) =>
            forward(src, src_mask, src_key_padding_mask, null);

        /// <summary>The elements after all layers.</summary>
        /// <param name="src">The elements: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="src_mask">The pairs that do not see each other, or what is added: [S, S] or [N * heads, S, S].</param>
        /// <param name="src_key_padding_mask">
        /// The elements that are ignored: [N, S] or [S]. In evaluation mode without gradients, their results are zeros, as in PyTorch,
        /// if they follow the others in a batch that comes first, and there is no src_mask.
        /// </param>
        /// <param name="is_causal">Whether src_mask hides what comes later; null to find out.</param>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public torch.Tensor forward(
            torch.Tensor src, torch.Tensor? src_mask, torch.Tensor? src_key_padding_mask, bool? is_causal)
        {
            torch.ScalarType type = (src ?? throw new ArgumentNullException(nameof(src))).dtype;
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor? padding = AttentionMasks.AsNumbers(src_key_padding_mask, nameof(src_key_padding_mask), type);
            torch.Tensor? mask = AttentionMasks.AsNumbers(src_mask, nameof(src_mask), type);
            long length = AttentionMasks.Length(src, layers[0].Options.BatchFirst);
            bool isCausal = is_causal ?? AttentionMasks.IsCausal(mask, length);
            torch.Tensor result = src;
            foreach (TransformerEncoderLayer layer in layers)
            {
                result = layer.Run(result, mask, padding, isCausal);
            }
            if (!(padding is null) && mask is null && layers[0].ZerosPadding(src, padding))
            {
                result = result.masked_fill(padding.ne(0).unsqueeze(-1), 0);
            }
            return scope.MoveToOuter(norm is null ? result : norm.call(result));
        }

        /// <summary>The elements after all layers.</summary>
        /// <param name="src">The elements.</param>
        public torch.Tensor call(torch.Tensor src) => call(src, null, null);

        /// <summary>The elements after all layers.</summary>
        /// <param name="src">The elements.</param>
        /// <param name="src_mask">The pairs that do not see each other, or what is added: [S, S] or [N * heads, S, S].</param>
        public torch.Tensor call(torch.Tensor src, torch.Tensor? src_mask) => call(src, src_mask, null);
    }
}
