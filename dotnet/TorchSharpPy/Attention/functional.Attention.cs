using System;
using TorchSharpPy.Attention;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>Attention of several heads, whose weights are given.</summary>
                /// <param name="query">What looks: [L, N, E] or [L, E].</param>
                /// <param name="key">What is compared with it: [S, N, E] or [S, E].</param>
                /// <param name="value">What is taken: [S, N, E] or [S, E].</param>
                /// <param name="embed_dim_to_check">The size E.</param>
                /// <param name="num_heads">The number of heads, which divides E.</param>
                /// <param name="in_proj_weight">The weights for query, key and value, [3 * E, E]; null if they are separate.</param>
                /// <param name="in_proj_bias">Their biases, [3 * E].</param>
                /// <param name="bias_k">A key that is added to each sequence, [1, 1, E].</param>
                /// <param name="bias_v">A value that is added to each sequence, [1, 1, E].</param>
                /// <param name="add_zero_attn">Whether a key and a value of zeros are added.</param>
                /// <param name="dropout_p">The probability of an attention to become zero, in training.</param>
                /// <param name="out_proj_weight">The weight of the result, [E, E].</param>
                /// <param name="out_proj_bias">Its bias, [E].</param>
                /// <param name="training">Whether attentions become zero at random.</param>
                /// <param name="key_padding_mask">The keys to ignore, as true or minus infinity: [N, S] or [S].</param>
                /// <param name="need_weights">Whether the attentions are returned, too; it is faster without.</param>
                /// <param name="attn_mask">The pairs to ignore, or what is added for them: [L, S] or [N * heads, L, S].</param>
                /// <param name="use_separate_proj_weight">Whether query, key and value have separate weights.</param>
                /// <param name="q_proj_weight">The query's weight, [E, E].</param>
                /// <param name="k_proj_weight">The key's weight, [E, K].</param>
                /// <param name="v_proj_weight">The value's weight, [E, V].</param>
                /// <param name="static_k">Keys of the heads to use instead, [N * heads, S, E / heads].</param>
                /// <param name="static_v">Values of the heads to use instead, [N * heads, S, E / heads].</param>
                /// <param name="average_attn_weights">Whether the attentions are averaged over the heads.</param>
                /// <param name="is_causal">Whether attn_mask hides what comes later, which is faster to compute without it.</param>
                /// <returns>The result, of the query's shape; and the attentions, [N, L, S], or null.</returns>
                /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
                public static (Tensor attn_output, Tensor? attn_output_weights) multi_head_attention_forward(
                    Tensor query, Tensor key, Tensor value, long embed_dim_to_check, long num_heads, Tensor? in_proj_weight,
                    Tensor? in_proj_bias, Tensor? bias_k, Tensor? bias_v, bool add_zero_attn, double dropout_p, Tensor out_proj_weight,
                    Tensor? out_proj_bias, bool training = true, Tensor? key_padding_mask = null, bool need_weights = true,
                    Tensor? attn_mask = null, bool use_separate_proj_weight = false, Tensor? q_proj_weight = null,
                    Tensor? k_proj_weight = null, Tensor? v_proj_weight = null, Tensor? static_k = null, Tensor? static_v = null,
                    bool average_attn_weights = true, bool is_causal = false)
                {
                    var input = new AttentionInput(query, key, value, key_padding_mask, attn_mask);
                    var weights = new AttentionWeights(out_proj_weight)
                    {
                        Packed = use_separate_proj_weight ? null : in_proj_weight,
                        Query = q_proj_weight,
                        Key = k_proj_weight,
                        Value = v_proj_weight,
                        Bias = in_proj_bias,
                        ExtraKey = bias_k,
                        ExtraValue = bias_v,
                        OutputBias = out_proj_bias,
                        StaticKey = static_k,
                        StaticValue = static_v,
                    };
                    var options = new AttentionOptions(embed_dim_to_check, num_heads)
                    {
                        AddZeros = add_zero_attn,
                        Dropout = training ? dropout_p : 0,
                        NeedsWeights = need_weights,
                        Averages = average_attn_weights,
                        IsCausal = is_causal,
                    };
                    return new AttentionCall(weights, options).Run(input);
                }
            }
        }
    }
}
