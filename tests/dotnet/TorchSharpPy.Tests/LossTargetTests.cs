using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Classes that are out of range, in the targets of losses.</summary>
    public static class LossTargetTests
    {
        private static readonly long[] Wrong = { -1, 4, 1L << 40, -(1L << 40) };

        [Test]
        public static void A_class_out_of_range_is_an_error()
        {
            using Tensor scores = randn(2, 4);
            using Tensor steps = randn(6, 2, 4).log_softmax(2);
            using Tensor inputs = tensor(new long[] { 6, 6 });
            using Tensor lengths = tensor(new long[] { 2, 2 });
            foreach (long wrong in Wrong)
            {
                using Tensor target = tensor(new long[] { 1, wrong });
                using Tensor sequences = tensor(new long[] { 1, 2, 3, wrong });
                Fails(() => nn.functional.cross_entropy(scores, target));
                Fails(() => nn.functional.nll_loss(scores, target));
                Fails(() => nn.functional.multi_margin_loss(scores, target));
                Contains(wrong, () => nn.functional.ctc_loss(steps, sequences, inputs, lengths));
                Contains(wrong, () => nn.functional.ctc_loss(steps, sequences.reshape(2, 2), inputs, lengths));
                if (wrong != -1)
                { // which ends the list
                    using Tensor labels = tensor(new long[] { 1, wrong, 0, 0 });
                    Fails(() => nn.functional.multilabel_margin_loss(scores[0], labels));
                }
            }
        }

        private static void Fails(Func<Tensor> loss) => Check.Throws<ScriptRuntimeException>(() => loss().Dispose());

        private static void Contains(long wrong, Func<Tensor> loss) =>
            Check.Contains($"class {wrong} of", Check.Throws<ScriptRuntimeException>(() => loss().Dispose()).Message);
    }
}
