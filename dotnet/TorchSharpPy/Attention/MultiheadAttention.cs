using System;
using TorchSharpPy.Attention;
using TorchSharpPy.Layers;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Attention of several heads: each element of a query is the mean of values, by how well their keys fit it.</summary>
            /// <param name="embedded_dim">The size of queries and results.</param>
            /// <param name="num_heads">The number of heads, which divides it.</param>
            /// <param name="dropout">The probability of an attention to become zero, in training.</param>
            /// <param name="bias">Whether the projections have biases.</param>
            /// <param name="add_bias_kv">Whether a learned key and value are added to each sequence.</param>
            /// <param name="add_zero_attn">Whether a key and a value of zeros are added to each sequence.</param>
            /// <param name="kdim">The size of keys; that of queries by default.</param>
            /// <param name="vdim">The size of values; that of queries by default.</param>
            /// <param name="batch_first">Whether a batch is [N, length, size], not [length, N, size].</param>
            /// <param name="device">The device of the weights.</param>
            /// <param name="dtype">Their type.</param>
            /// <exception cref="ArgumentException">The number of heads does not divide the size.</exception>
            /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the probability is out of range.</exception>
            public static MultiheadAttention MultiheadAttention(
                long embedded_dim, long num_heads, double dropout = 0.0, bool bias = true, bool add_bias_kv = false,
                bool add_zero_attn = false, long? kdim = null, long? vdim = null, bool batch_first = false, Device? device = null,
                ScalarType? dtype = null) =>
                new MultiheadAttention(new AttentionLayout(embedded_dim, num_heads)
                {
                    Dropout = Require.Probability(dropout, nameof(dropout)),
                    HasBias = bias,
                    AddsBiases = add_bias_kv,
                    AddsZeros = add_zero_attn,
                    KeySize = Require.Positive(kdim ?? embedded_dim, nameof(kdim)),
                    ValueSize = Require.Positive(vdim ?? embedded_dim, nameof(vdim)),
                    BatchFirst = batch_first,
                    Device = device,
                    Dtype = dtype,
                });
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Attention of several heads. See <see cref="torch.nn.MultiheadAttention"/>.</summary>
    public sealed partial class MultiheadAttention : torch.nn.Module<
        torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor?, bool, torch.Tensor?, Tuple<torch.Tensor, torch.Tensor>>
    {
        private readonly AttentionLayout layout;

        internal MultiheadAttention(AttentionLayout layout)
            : base(nameof(MultiheadAttention))
        {
            this.layout = layout;
            long size = layout.Size;
            bool isSame = layout.KeySize == size && layout.ValueSize == size;
            in_proj_weight = isSame ? New(3 * size, size) : null;
            q_proj_weight = isSame ? null : New(size, size);
            k_proj_weight = isSame ? null : New(size, layout.KeySize);
            v_proj_weight = isSame ? null : New(size, layout.ValueSize);
            in_proj_bias = layout.HasBias ? New(3 * size) : null;
            bias_k = layout.AddsBiases ? New(1, 1, size) : null;
            bias_v = layout.AddsBiases ? New(1, 1, size) : null;
            out_proj = new Linear(size, size, layout.HasBias, layout.Device, layout.Dtype, "NonDynamicallyQuantizableLinear");
            register_module(nameof(out_proj), out_proj);
            Draw();
        }

        /// <summary>Whether a batch is [N, length, size].</summary>
        internal bool BatchFirst => layout.BatchFirst;

        // As in TorchSharp, attentions that were not asked for are null, and not marked as nullable.
#nullable disable annotations

        /// <summary>The results for a query, and the attentions.</summary>
        /// <param name="query">What looks: [L, N, E], or [N, L, E] with batch_first, or [L, E].</param>
        /// <param name="key">What is compared with it: [S, N, K], or [N, S, K] with batch_first, or [S, K].</param>
        /// <param name="value">What is taken: [S, N, V], or [N, S, V] with batch_first, or [S, V].</param>
        /// <param name="key_padding_mask">The keys to ignore, as true or minus infinity: [N, S] or [S]; may be null.</param>
        /// <param name="need_weights">Whether the attentions are returned, too; it is faster without.</param>
        /// <param name="attn_mask">What to ignore, or what is added: [L, S] or [N * heads, L, S]; may be null.</param>
        /// <returns>The results, of the query's form; and the attentions, [N, L, S], averaged over the heads, or null.</returns>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public override Tuple<torch.Tensor, torch.Tensor> forward(
            torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor key_padding_mask = null, bool need_weights = true,
            torch.Tensor attn_mask = null) => forward(query, key, value, key_padding_mask, need_weights, attn_mask, true, false);

        /// <inheritdoc cref="forward(torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, bool, torch.Tensor)"/>
        public override Tuple<torch.Tensor, torch.Tensor> call(
            torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor key_padding_mask = null, bool need_weights = true,
            torch.Tensor attn_mask = null) => base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

        /// <summary>The results for a query, and the attentions.</summary>
        /// <param name="query">What looks: [L, N, E], or [N, L, E] with batch_first, or [L, E].</param>
        /// <param name="key">What is compared with it: [S, N, K], or [N, S, K] with batch_first, or [S, K].</param>
        /// <param name="value">What is taken: [S, N, V], or [N, S, V] with batch_first, or [S, V].</param>
        /// <param name="key_padding_mask">The keys to ignore, as true or minus infinity: [N, S] or [S]; may be null.</param>
        /// <param name="need_weights">Whether the attentions are returned, too; it is faster without.</param>
        /// <param name="attn_mask">What to ignore, or what is added: [L, S] or [N * heads, L, S]; may be null.</param>
        /// <param name="average_attn_weights">Whether the attentions are averaged over the heads, or [N, heads, L, S].</param>
        /// <param name="is_causal">Whether attn_mask hides what comes later, which is faster to compute without it.</param>
        /// <returns>The results, of the query's form; and the attentions, or null.</returns>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public Tuple<torch.Tensor, torch.Tensor> forward(
            torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor key_padding_mask, bool need_weights,
            torch.Tensor attn_mask, bool average_attn_weights, bool is_causal)
        {
            var options = new AttentionOptions(layout.Size, layout.Heads)
            {
                AddZeros = layout.AddsZeros,
                Dropout = training ? layout.Dropout : 0,
                NeedsWeights = need_weights,
                Averages = average_attn_weights,
                IsCausal = is_causal,
            };
            var call = new AttentionCall(Weights(), options);
            var input = new AttentionInput(query, key, value, key_padding_mask, attn_mask);
            if (!layout.BatchFirst || !input.IsBatch)
            {
                (torch.Tensor output, torch.Tensor attentions) = call.Run(input);
                return Tuple.Create(output, attentions);
            }
            using DisposeScope scope = torch.NewDisposeScope();
            (torch.Tensor result, torch.Tensor looks) = call.Run(input.Transposed());
            return Tuple.Create(result.transpose(1, 0).MoveToOuterDisposeScope(), looks?.MoveToOuterDisposeScope());
        }

#nullable restore annotations

        /// <summary>Runs the module with its hooks, for the results only.</summary>
        internal torch.Tensor Run(torch.Tensor query, torch.Tensor key, torch.Tensor? padding, torch.Tensor? mask, bool isCausal)
        {
            if (!HasHooks)
            {
                return forward(query, key, key, padding, false, mask, true, isCausal).Item1;
            }
            return Hooks.Call(
                new object?[] { query, key, key, padding, false, mask },
                input => forward(
                    Of<torch.Tensor>(input, 0), Of<torch.Tensor>(input, 1), Of<torch.Tensor>(input, 2), Of<torch.Tensor?>(input, 3),
                    Of<bool>(input, 4), Of<torch.Tensor?>(input, 5), true, isCausal)).Item1;

            static T Of<T>(object?[] input, int index) => ModuleHooks.Argument<T>(input, index, 6);
        }

        private AttentionWeights Weights() => new AttentionWeights(out_proj.weight)
        {
            Packed = in_proj_weight,
            Query = q_proj_weight,
            Key = k_proj_weight,
            Value = v_proj_weight,
            Bias = in_proj_bias,
            ExtraKey = bias_k,
            ExtraValue = bias_v,
            OutputBias = out_proj.bias,
        };
    }
}
