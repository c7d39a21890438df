using System;
using static TorchSharpPy.torch.nn;

namespace TorchSharpPy.Attention
{
    /// <summary>The weights of attention, and the projections by them.</summary>
    internal sealed class AttentionWeights
    {
        internal AttentionWeights(torch.Tensor output)
        {
            Output = output ?? throw new ArgumentNullException("out_proj_weight");
        }

        /// <summary>The weights for query, key and value in one tensor; null if they are separate.</summary>
        internal torch.Tensor? Packed { get; set; }

        internal torch.Tensor? Query { get; set; }

        internal torch.Tensor? Key { get; set; }

        internal torch.Tensor? Value { get; set; }

        /// <summary>The biases of all three.</summary>
        internal torch.Tensor? Bias { get; set; }

        /// <summary>A key that is added to each sequence.</summary>
        internal torch.Tensor? ExtraKey { get; set; }

        /// <summary>A value that is added to each sequence.</summary>
        internal torch.Tensor? ExtraValue { get; set; }

        internal torch.Tensor Output { get; }

        internal torch.Tensor? OutputBias { get; set; }

        /// <summary>Keys of the heads to use instead of projected ones.</summary>
        internal torch.Tensor? StaticKey { get; set; }

        /// <summary>Values of the heads to use instead of projected ones.</summary>
        internal torch.Tensor? StaticValue { get; set; }

        /// <summary>Query, key and value times their weights; within a scope.</summary>
        internal (torch.Tensor query, torch.Tensor key, torch.Tensor value) Project(in AttentionInput input, long size)
        {
            if (!(Bias is null))
            {
                CheckShape(Bias, "in_proj_bias", 3 * size);
            }
            if (!(Packed is torch.Tensor packed))
            {
                return ProjectSeparately(input, size);
            }
            CheckShape(packed, "in_proj_weight", 3 * size, size);
            if (input.IsSelf)
            {
                torch.Tensor[] all = Split(functional.linear(input.Query, packed, Bias), 3, size);
                return (all[0], all[1], all[2]);
            }
            torch.Tensor query = functional.linear(input.Query, packed.narrow(0, 0, size), Part(Bias, 0, size));
            if (input.KeyIsValue)
            {
                torch.Tensor weight = packed.narrow(0, size, 2 * size);
                torch.Tensor[] both = Split(functional.linear(input.Key, weight, Part(Bias, size, 2 * size)), 2, size);
                return (query, both[0], both[1]);
            }
            return (
                query,
                functional.linear(input.Key, packed.narrow(0, size, size), Part(Bias, size, size)),
                functional.linear(input.Value, packed.narrow(0, 2 * size, size), Part(Bias, 2 * size, size)));
        }

        private static torch.Tensor? Part(torch.Tensor? bias, long begin, long size) => bias?.narrow(0, begin, size);

        /// <summary>Parts of the last dimension, each in one piece of memory.</summary>
        private static torch.Tensor[] Split(torch.Tensor projected, long count, long size)
        {
            torch.Tensor parts = projected.unflatten(-1, new[] { count, size }).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous();
            return parts.unbind(0);
        }

        private static void CheckShape(torch.Tensor weight, string name, params long[] shape)
        {
            if (!weight.shape.AsSpan().SequenceEqual(shape))
            {
                throw new ArgumentException(
                    $"Expected a tensor of the shape {new torch.Size(shape)}, not {new torch.Size(weight.shape)}.", name);
            }
        }

        private static torch.Tensor Given(torch.Tensor? weight, string name, torch.Tensor input, long size)
        {
            torch.Tensor given = weight ?? throw new ArgumentNullException(
                name, "Expected a weight for query, key and value each, or one for all of them.");
            CheckShape(given, name, size, input.size(-1));
            return given;
        }

        private (torch.Tensor query, torch.Tensor key, torch.Tensor value) ProjectSeparately(in AttentionInput input, long size)
        {
            torch.Tensor query = Given(Query, "q_proj_weight", input.Query, size);
            torch.Tensor key = Given(Key, "k_proj_weight", input.Key, size);
            torch.Tensor value = Given(Value, "v_proj_weight", input.Value, size);
            return (
                functional.linear(input.Query, query, Part(Bias, 0, size)),
                functional.linear(input.Key, key, Part(Bias, size, size)),
                functional.linear(input.Value, value, Part(Bias, 2 * size, size)));
        }
    }
}
