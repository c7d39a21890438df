using System;
using System.Linq;
using static TorchSharpPy.torch.nn;

namespace TorchSharpPy.Attention
{
    /// <summary>One computation of attention, in PyTorch's order, so that the results are the same.</summary>
    internal sealed class AttentionCall
    {
        private readonly AttentionWeights weights;
        private readonly AttentionOptions options;
        private long length;
        private long batch;

        internal AttentionCall(AttentionWeights weights, AttentionOptions options)
        {
            (this.weights, this.options) = (weights, options);
        }

        private long Rows => batch * options.Heads;

        /// <summary>The result; and the attentions, if they are needed.</summary>
        internal (torch.Tensor output, torch.Tensor? attentions) Run(in AttentionInput given)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            AttentionInput input = given.AsBatch();
            Check(input);
            (torch.Tensor? mask, torch.Tensor? padding, bool isCausal) = Masks(given, input);
            (torch.Tensor query, torch.Tensor key, torch.Tensor value) = weights.Project(input, options.Size);
            mask = Checked(mask, input.Key.size(0));
            AddExtra(ref key, ref value, ref mask, ref padding);
            query = query.view(length, Rows, options.HeadSize).transpose(0, 1);
            key = Heads(key, weights.StaticKey, "static_k");
            value = Heads(value, weights.StaticValue, "static_v");
            if (options.AddZeros)
            {
                key = WithZeros(key);
                value = WithZeros(value);
                (mask, padding) = (Wider(mask), Wider(padding));
            }
            mask = Merged(mask, padding, key.size(1));
            (torch.Tensor result, torch.Tensor? attentions) = options.NeedsWeights
                ? WithAttentions(query, key, value, mask)
                : (Fused(query, key, value, mask, isCausal), null);
            torch.Tensor output = functional.linear(result, weights.Output, weights.OutputBias);
            output = output.view(length, batch, output.size(1));
            if (!given.IsBatch)
            {
                output = output.squeeze(1);
                attentions = attentions?.squeeze(0);
            }
            return (output.MoveToOuterDisposeScope(), attentions?.MoveToOuterDisposeScope());
        }

        private static torch.Tensor? Wider(torch.Tensor? mask) => mask is null ? null : functional.pad(mask, 0, 1);

        private static void Require(bool holds, string name, string expected, torch.Tensor got)
        {
            if (!holds)
            {
                throw new ArgumentException($"Expected {expected}, not a tensor of the shape {new torch.Size(got.shape)}.", name);
            }
        }

        private void Check(in AttentionInput input)
        {
            long[] query = input.Query.shape;
            long[] key = input.Key.shape;
            long[] value = input.Value.shape;
            (length, batch) = (query[0], query[1]);
            Require(query[2] == options.Size, "query", $"a query of elements of the size {options.Size}", input.Query);
            Require(key[1] == batch, "key", $"a key of a batch of {batch}, like the query", input.Key);
            bool fits = weights.Packed is null ? key.Take(2).SequenceEqual(value.Take(2)) : key.SequenceEqual(value);
            Require(fits, "value", $"a value for each key, {new torch.Size(key)}", input.Value);
        }

        private (torch.Tensor? mask, torch.Tensor? padding, bool isCausal) Masks(in AttentionInput given, in AttentionInput input)
        {
            torch.ScalarType type = input.Query.dtype;
            torch.Tensor? padding = AttentionMasks.AsNumbers(input.KeyPadding, "key_padding_mask", type);
            if (options.IsCausal && given.Mask is null)
            {
                throw new ArgumentException(
                    "With is_causal, the mask is needed, too: pass one of Transformer.generate_square_subsequent_mask.", "attn_mask");
            }
            if (options.IsCausal && padding is null && !options.NeedsWeights)
            {
                return (null, null, true);
            }
            return (AttentionMasks.AsNumbers(given.Mask, "attn_mask", type), padding, options.IsCausal && padding is null);
        }

        private torch.Tensor? Checked(torch.Tensor? mask, long keys)
        {
            if (mask is null)
            {
                return null;
            }
            long[] shape = mask.shape;
            if (shape.Length == 2)
            {
                Require(shape[0] == length && shape[1] == keys, "attn_mask", $"a mask of the shape [{length}, {keys}]", mask);
                return mask.unsqueeze(0);
            }
            bool fits = shape[0] == Rows && shape[1] == length && shape[2] == keys;
            Require(fits, "attn_mask", $"a mask of the shape [{Rows}, {length}, {keys}]", mask);
            return mask;
        }

        private void AddExtra(ref torch.Tensor key, ref torch.Tensor value, ref torch.Tensor? mask, ref torch.Tensor? padding)
        {
            if (weights.ExtraKey is null && weights.ExtraValue is null)
            {
                return;
            }
            if (weights.ExtraKey is null || weights.ExtraValue is null || !(weights.StaticKey is null && weights.StaticValue is null))
            {
                throw new ArgumentException("bias_k and bias_v belong together, and neither can be added to static_k or static_v.");
            }
            key = torch.cat(key, weights.ExtraKey.repeat(1, batch, 1));
            value = torch.cat(value, weights.ExtraValue.repeat(1, batch, 1));
            (mask, padding) = (Wider(mask), Wider(padding));
        }

        /// <summary>The elements of each head: [N * heads, S, E / heads].</summary>
        private torch.Tensor Heads(torch.Tensor projected, torch.Tensor? fix, string name)
        {
            if (fix is null)
            {
                return projected.view(projected.size(0), Rows, options.HeadSize).transpose(0, 1);
            }
            bool fits = fix.dim() == 3 && fix.size(0) == Rows && fix.size(2) == options.HeadSize;
            Require(fits, name, $"a tensor of the shape [{Rows}, length, {options.HeadSize}]", fix);
            return fix;
        }

        private torch.Tensor WithZeros(torch.Tensor heads)
        {
            torch.Tensor zeros = torch.zeros(Rows, 1, options.HeadSize, dtype: heads.dtype, device: heads.device);
            return torch.cat(new[] { heads, zeros }, 1);
        }

        private torch.Tensor? Merged(torch.Tensor? mask, torch.Tensor? padding, long keys)
        {
            if (padding is null)
            {
                return mask;
            }
            bool fits = padding.size(0) == batch && padding.size(1) == keys;
            Require(fits, "key_padding_mask", $"a mask for each key, [{batch}, {keys}]", padding);
            torch.Tensor each = padding.view(batch, 1, 1, keys).expand(-1, options.Heads, -1, -1).reshape(Rows, 1, keys);
            return mask is null ? each : mask.add(each);
        }

        private (torch.Tensor result, torch.Tensor attentions) WithAttentions(
            torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor? mask)
        {
            torch.Tensor scaled = query.mul(Math.Sqrt(1.0 / options.HeadSize));
            torch.Tensor scores = mask is null
                ? torch.bmm(scaled, key.transpose(-2, -1))
                : torch.baddbmm(mask, scaled, key.transpose(-2, -1));
            torch.Tensor attentions = scores.softmax(-1);
            scores.Dispose();
            if (options.Dropout > 0)
            {
                attentions = functional.dropout(attentions, options.Dropout);
            }
            torch.Tensor result = torch.bmm(attentions, value).transpose(0, 1).reshape(length * batch, options.Size);
            attentions = attentions.view(batch, options.Heads, length, key.size(1));
            return (result, options.Averages ? attentions.mean(new[] { 1L }) : attentions);
        }

        private torch.Tensor Fused(torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor? mask, bool isCausal)
        {
            if (!(mask is null))
            {
                mask = mask.size(0) == 1 ? mask.unsqueeze(0) : mask.view(batch, options.Heads, -1, key.size(1));
            }
            torch.Tensor result = functional.scaled_dot_product_attention(
                ByBatch(query), ByBatch(key), ByBatch(value), mask, options.Dropout, isCausal);
            return result.permute(2, 0, 1, 3).reshape(batch * length, options.Size);
        }

        private torch.Tensor ByBatch(torch.Tensor heads) => heads.view(batch, options.Heads, heads.size(1), options.HeadSize);
    }
}
