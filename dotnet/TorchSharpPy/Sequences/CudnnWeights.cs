using System;
using System.Linq;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Sequences
{
    /// <summary>The memory of a recurrent layer's weights on a GPU: cuDNN copies them in every call unless they are one piece.</summary>
    internal static class CudnnWeights
    {
        /// <summary>Puts the weights into one piece of memory, if cuDNN can use them.</summary>
        /// <param name="module">The layer.</param>
        /// <param name="plan">Its weights.</param>
        /// <param name="mode">What cuDNN calls such a layer: 0 with rectifiers, 1 with tangents, 2 for an LSTM, 3 for a GRU.</param>
        internal static void Flatten(torch.nn.Module module, RecurrentPlan plan, long mode)
        {
            torch.Tensor[] weights = plan.Weights.Select(weight => (torch.Tensor)module.get_parameter(weight.name)).ToArray();
            if (!weights[0].is_cuda || !AreAcceptable(weights, plan))
            {
                return;
            }
            long stride = weights.Length / (plan.Layers * plan.Directions);
            using (torch.no_grad())
            {
                using torch.Tensor memory = OperatorCall
                    .Begin(ref Aten._cudnn_rnn_flatten_weight, "aten::_cudnn_rnn_flatten_weight", "").With(weights).With(stride)
                    .With(plan.InputSize).With(mode).With(plan.HiddenSize).With(plan.HasProjection ? plan.OutputSize : 0)
                    .With(plan.Layers).With(plan.BatchFirst).With(plan.Directions == 2).Tensor();
            }
        }

        private static bool AreAcceptable(torch.Tensor[] weights, RecurrentPlan plan)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                torch.Tensor weight = weights[i];
                bool fits = weight.is_cuda && weight.dtype == weights[0].dtype &&
                    weight.shape.AsSpan().SequenceEqual(plan.Weights[i].shape);
                if (!fits || weights.Take(i).Any(weight.is_set_to) || !IsAcceptable(weight))
                {
                    return false; // shared weights would no longer be shared
                }
            }
            return true;
        }

        private static bool IsAcceptable(torch.Tensor weight) =>
            OperatorCall.Begin(ref Aten.cudnn_is_acceptable, "aten::cudnn_is_acceptable", "").With(weight).Take<bool>();
    }
}
