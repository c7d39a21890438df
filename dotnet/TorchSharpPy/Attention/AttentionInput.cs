using System;
using TorchSharpPy.Convert;

namespace TorchSharpPy.Attention
{
    /// <summary>What attention is computed of, checked.</summary>
    internal readonly struct AttentionInput
    {
        /// <summary>Checks the numbers of dimensions.</summary>
        internal AttentionInput(
            torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor? keyPadding, torch.Tensor? mask)
        {
            long dimensions = Given(query, nameof(query)).dim();
            Require(dimensions == 2 || dimensions == 3, nameof(query), "a query of 2 dimensions, or 3 for a batch", query);
            string like = $"{dimensions} dimensions, as the query is {(dimensions == 3 ? string.Empty : "not ")}a batch";
            Require(Given(key, nameof(key)).dim() == dimensions, nameof(key), $"a key of {like}", key);
            Require(Given(value, nameof(value)).dim() == dimensions, nameof(value), $"a value of {like}", value);
            if (!(keyPadding is null))
            {
                Require(keyPadding.dim() == dimensions - 1, "key_padding_mask", $"a mask of {dimensions - 1} dimensions", keyPadding);
            }
            if (!(mask is null))
            {
                Require(mask.dim() == 2 || mask.dim() == 3, "attn_mask", "a mask of 2 or 3 dimensions", mask);
            }
            (Query, Key, Value, KeyPadding, Mask) = (query, key, value, keyPadding, mask);
            IsBatch = dimensions == 3;
            KeyIsValue = IsBatch && TensorIdentity.Instance.Equals(key, value);
            IsSelf = KeyIsValue && TensorIdentity.Instance.Equals(query, key);
        }

        private AttentionInput(in AttentionInput other, torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor? keyPadding)
        {
            this = other;
            (Query, Key, Value, KeyPadding) = (query, key, value, keyPadding);
        }

        internal torch.Tensor Query { get; }

        internal torch.Tensor Key { get; }

        internal torch.Tensor Value { get; }

        internal torch.Tensor? KeyPadding { get; }

        internal torch.Tensor? Mask { get; }

        internal bool IsBatch { get; }

        /// <summary>Whether key and value of a batch are one tensor.</summary>
        internal bool KeyIsValue { get; }

        /// <summary>Whether query, key and value of a batch are one tensor.</summary>
        internal bool IsSelf { get; }

        /// <summary>The same with a batch of one, if it is not a batch.</summary>
        internal AttentionInput AsBatch() => IsBatch ? this : new AttentionInput(
            this, Query.unsqueeze(1), Key.unsqueeze(1), Value.unsqueeze(1), KeyPadding?.unsqueeze(0));

        /// <summary>The same with the first two dimensions of a batch exchanged.</summary>
        internal AttentionInput Transposed()
        {
            torch.Tensor query = Query.transpose(1, 0);
            torch.Tensor key = IsSelf ? query : Key.transpose(1, 0);
            torch.Tensor value = KeyIsValue ? key : Value.transpose(1, 0);
            return new AttentionInput(this, query, key, value, KeyPadding);
        }

        private static torch.Tensor Given(torch.Tensor? tensor, string name) => tensor ?? throw new ArgumentNullException(name);

        private static void Require(bool holds, string name, string expected, torch.Tensor got)
        {
            if (!holds)
            {
                throw new ArgumentException($"Expected {expected}, not a tensor of the shape {new torch.Size(got.shape)}.", name);
            }
        }
    }
}
