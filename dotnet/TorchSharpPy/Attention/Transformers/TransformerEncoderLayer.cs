using System;
using TorchSharpPy.Attention;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A layer of a transformer's encoder: attention of a sequence to itself, and two linear layers.</summary>
            /// <param name="d_model">The size of the elements.</param>
            /// <param name="nhead">The number of heads, which divides it.</param>
            /// <param name="dim_feedforward">The size between the linear layers.</param>
            /// <param name="dropout">The probability of zeros, in training.</param>
            /// <param name="activation">The function between the linear layers.</param>
            /// <param name="layer_norm_eps">What norms add to variances.</param>
            /// <param name="batch_first">Whether a batch is [N, length, size], not [length, N, size].</param>
            /// <param name="norm_first">Whether each part normalizes what it takes, not what it returns.</param>
            /// <param name="bias">Whether linear layers and norms have biases.</param>
            /// <param name="device">The device of the weights.</param>
            /// <param name="dtype">Their type.</param>
            /// <exception cref="ArgumentException">The number of heads does not divide the size.</exception>
            public static TransformerEncoderLayer TransformerEncoderLayer(
                long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1,
                Activations activation = Activations.ReLU, double layer_norm_eps = 1e-5, bool batch_first = false,
                bool norm_first = false, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new TransformerEncoderLayer(
                    new TransformerOptions(d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps)
                    {
                        BatchFirst = batch_first, NormFirst = norm_first, HasBias = bias, Device = device, Dtype = dtype,
                    });
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A layer of a transformer's encoder. See <see cref="torch.nn.TransformerEncoderLayer"/>.</summary>
    public sealed class TransformerEncoderLayer
        : torch.nn.Module<torch.Tensor, torch.Tensor>,
        torch.nn.IModule<torch.Tensor, torch.Tensor, torch.Tensor>,
        torch.nn.IModule<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private readonly MultiheadAttention self_attn;
        private readonly FeedForward feedForward;
        private readonly LayerNorm norm1;
        private readonly LayerNorm norm2;
        private readonly Dropout dropout1;
        private readonly Dropout dropout2;

        internal TransformerEncoderLayer(TransformerOptions options)
            : base(nameof(TransformerEncoderLayer))
        {
            Options = options;
            register_module(nameof(self_attn), self_attn = options.NewAttention());
            feedForward = new FeedForward(this, options);
            register_module(nameof(norm1), norm1 = options.NewNorm());
            register_module(nameof(norm2), norm2 = options.NewNorm());
            register_module(nameof(dropout1), dropout1 = torch.nn.Dropout(options.Dropout));
            register_module(nameof(dropout2), dropout2 = torch.nn.Dropout(options.Dropout));
        }

        internal TransformerOptions Options { get; }

        private bool HasInnerHooks => self_attn.HasHooks || self_attn.out_proj.HasHooks || feedForward.HasHooks || norm1.HasHooks ||
            norm2.HasHooks || dropout1.HasHooks || dropout2.HasHooks;

        /// <summary>The elements after the layer.</summary>
        /// <param name="src">The elements: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        public override torch.Tensor forward(torch.Tensor src) => forward(src, null);

        /// <summary>The elements after the layer.</summary>
        /// <param name="src">The elements: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="src_mask">The pairs that do not see each other, or what is added: [S, S] or [N * heads, S, S].</param>
        /// <param name="src_key_padding_mask">The elements that are ignored: [N, S] or [S].</param>
        /// <param name="is_causal">Whether src_mask hides what comes later, which is faster to compute without it.</param>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public torch.Tensor forward(
            torch.Tensor src, torch.Tensor? src_mask, torch.Tensor? src_key_padding_mask = null, bool is_causal = false)
        {
            bool isPlain = src_mask is null && src_key_padding_mask is null && !is_causal;
            if (isPlain && !HasInnerHooks && FusedEncoderLayer.Run(Fused(), src) is torch.Tensor fused)
            {
                return fused;
            }
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor result;
            if (Options.NormFirst)
            {
                torch.Tensor attended = src.add(Attend(norm1.call(src), src_mask, src_key_padding_mask, is_causal));
                result = attended.add(dropout2.call(feedForward.Run(norm2.call(attended))));
            }
            else
            {
                torch.Tensor attended = norm1.call(src.add(Attend(src, src_mask, src_key_padding_mask, is_causal)));
                result = norm2.call(attended.add(dropout2.call(feedForward.Run(attended))));
            }
            return scope.MoveToOuter(result);
        }

        /// <summary>The elements after the layer, and after hooks, which see only src.</summary>
        /// <param name="src">The elements.</param>
        /// <param name="src_mask">The pairs that do not see each other, or what is added: [S, S] or [N * heads, S, S].</param>
        public torch.Tensor call(torch.Tensor src, torch.Tensor? src_mask) => Run(src, src_mask, null, false);

        /// <summary>The elements after the layer, and after hooks, which see only src.</summary>
        /// <param name="src">The elements.</param>
        /// <param name="src_mask">The pairs that do not see each other, or what is added: [S, S] or [N * heads, S, S].</param>
        /// <param name="src_key_padding_mask">The elements that are ignored: [N, S] or [S].</param>
        public torch.Tensor call(torch.Tensor src, torch.Tensor? src_mask, torch.Tensor? src_key_padding_mask) =>
            Run(src, src_mask, src_key_padding_mask, false);

        /// <summary>Runs the layer with its hooks.</summary>
        internal torch.Tensor Run(torch.Tensor src, torch.Tensor? mask, torch.Tensor? padding, bool isCausal) => HasHooks
            ? Hooks.Call(
                new object?[] { src }, input => forward(ModuleHooks.Argument<torch.Tensor>(input, 0, 1), mask, padding, isCausal))
            : forward(src, mask, padding, isCausal);

        /// <summary>Whether an encoder that begins with this layer returns zeros for what is padding, as PyTorch's does.</summary>
        /// <param name="src">The elements.</param>
        /// <param name="padding">The numbers for those that are ignored, [N, S]: not 0.</param>
        internal bool ZerosPadding(torch.Tensor src, torch.Tensor padding) =>
            !Options.NormFirst && padding.dim() == 2 && Fused()?.Fits(src) == true && AttentionMasks.IsLast(padding);

        /// <summary>What one operator computes the layer from; null if it cannot.</summary>
        private FusedEncoderLayer? Fused()
        {
            if (training || !Options.BatchFirst || !Options.HasBias || Options.Heads % 2 != 0 || norm1.eps != norm2.eps)
            {
                return null;
            }
            var attentionAndNorms = new[]
            {
                self_attn.in_proj_weight, self_attn.in_proj_bias, self_attn.out_proj.weight, self_attn.out_proj.bias,
                norm1.weight, norm1.bias, norm2.weight, norm2.bias,
            };
            return new FusedEncoderLayer(Options, norm1.eps, attentionAndNorms, feedForward.Weights);
        }

        private torch.Tensor Attend(torch.Tensor input, torch.Tensor? mask, torch.Tensor? padding, bool isCausal) =>
            dropout1.call(self_attn.Run(input, input, padding, mask, isCausal));
    }
}
