using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>The negative log likelihood of sequences that are not aligned with the input (CTC).</summary>
                /// <param name="log_probs">Logarithms of probabilities, of shape [T, N, C] or [T, C].</param>
                /// <param name="targets">The classes, of shape [N, S], or one dimension with all sequences one after another.</param>
                /// <param name="input_lengths">The length of each input, Int64 of shape [N] or [].</param>
                /// <param name="target_lengths">The length of each target, Int64 of shape [N] or [].</param>
                /// <param name="blank">The class of the blank label.</param>
                /// <param name="zero_infinity">Whether infinite losses, from targets longer than their input, become 0.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor ctc_loss(
                    Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, long blank = 0,
                    bool zero_infinity = false, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.ctc_loss_Tensor, "aten::ctc_loss", "Tensor")
                        .With(log_probs).With(targets).With(input_lengths).With(target_lengths).With(blank).With(reduction).With(zero_infinity).Tensor();
            }
        }
    }
}
