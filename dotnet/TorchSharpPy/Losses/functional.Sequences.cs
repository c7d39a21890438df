using TorchSharpPy.Losses;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>The negative log likelihood of sequences that are not aligned with the input (CTC).</summary>
                /// <param name="log_probs">Logarithms of probabilities, [T, N, C] or [T, C].</param>
                /// <param name="targets">The classes, [N, S], or all in a row.</param>
                /// <param name="input_lengths">How much of the input counts, Int64 of shape [N] or [].</param>
                /// <param name="target_lengths">How much of the targets counts, likewise.</param>
                /// <param name="blank">The class that stands for nothing.</param>
                /// <param name="zero_infinity">Whether infinite losses, of targets longer than their input, count as 0.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit, or a class is out of range.</exception>
                public static Tensor ctc_loss(
                    Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, long blank = 0,
                    bool zero_infinity = false, Reduction reduction = Reduction.Mean) =>
                    LossOperators.CtcLoss.Call(log_probs, targets, input_lengths, target_lengths, blank, (long)reduction, zero_infinity);
            }
        }
    }
}
