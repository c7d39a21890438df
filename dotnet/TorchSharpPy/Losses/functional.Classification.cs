using System;
using System.Linq;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>
                /// The cross entropy of classes, from scores (logits): <c>log_softmax</c> along dimension 1, or 0 if it is the only one.
                /// </summary>
                /// <param name="input">Scores, [N, C, ...] or [C].</param>
                /// <param name="target">The classes, Int64 of shape [N, ...] or []; or probabilities of input's shape.</param>
                /// <param name="weight">A factor for each class, [C].</param>
                /// <param name="ignore_index">A class to ignore.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <param name="label_smoothing">The part of the probability to spread over all classes, from 0 to 1.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor cross_entropy(
                    Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100,
                    Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                    OperatorCall.Begin(ref Aten.cross_entropy_loss, "aten::cross_entropy_loss", "")
                        .With(input).With(target).With(weight).With(reduction).With(ignore_index).With(label_smoothing).Tensor();

                /// <summary>The negative log likelihood of classes.</summary>
                /// <param name="input">Logarithms of probabilities, [N, C, ...] or [C].</param>
                /// <param name="target">The classes, Int64 of shape [N, ...] or [].</param>
                /// <param name="weight">A factor for each class, [C].</param>
                /// <param name="ignore_index">A class to ignore.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor nll_loss(
                    Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.nll_loss_nd, "aten::nll_loss_nd", "")
                        .With(input).With(target).With(weight).With(reduction).With(ignore_index).Tensor();

                /// <summary>The cross entropy of two classes, from probabilities.</summary>
                /// <param name="input">Probabilities.</param>
                /// <param name="target">Probabilities, of the same shape.</param>
                /// <param name="weight">A factor for each element, broadcast to the input's shape.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                /// <exception cref="ArgumentException">The shapes of input and target differ.</exception>
                public static Tensor binary_cross_entropy(
                    Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
                {
                    RequireSameShape(input, target);
                    return OperatorCall.Begin(ref Aten.binary_cross_entropy, "aten::binary_cross_entropy", "")
                        .With(input).With(target).With(weight).With(reduction).Tensor();
                }

                /// <summary>
                /// The cross entropy of two classes, from scores (logits). It includes <c>sigmoid</c>, so that large scores stay exact.
                /// </summary>
                /// <param name="input">Scores.</param>
                /// <param name="target">Probabilities, of the same shape.</param>
                /// <param name="weight">A factor for each element, broadcast to the input's shape.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <param name="pos_weights">A factor for positive targets, for each class.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                /// <exception cref="ArgumentException">The shapes of input and target differ.</exception>
                public static Tensor binary_cross_entropy_with_logits(
                    Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean,
                    Tensor? pos_weights = null)
                {
                    RequireSameShape(input, target);
                    return OperatorCall.Begin(ref Aten.binary_cross_entropy_with_logits, "aten::binary_cross_entropy_with_logits", "")
                        .With(input).With(target).With(weight).With(pos_weights).With(reduction).Tensor();
                }

                /// <summary>
                /// The Kullback-Leibler divergence. The mean is over all elements: for a mean over the batch, divide the sum by its size.
                /// </summary>
                /// <param name="input">Logarithms of probabilities.</param>
                /// <param name="target">Probabilities, of the same shape.</param>
                /// <param name="log_target">Whether the target holds logarithms too.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor kl_div(Tensor input, Tensor target, bool log_target = false, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.kl_div, "aten::kl_div", "")
                        .With(input).With(target).With(reduction).With(log_target).Tensor();

                /// <summary><c>log(1 + exp(-target * input))</c>.</summary>
                /// <param name="input">Scores.</param>
                /// <param name="target">1 or -1.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.soft_margin_loss, "aten::soft_margin_loss", "")
                        .With(input).With(target).With(reduction).Tensor();

                /// <summary>How far the scores of wrong classes come within a margin of the score of the right class.</summary>
                /// <param name="input">Scores, [N, C] or [C].</param>
                /// <param name="target">The classes, Int64 of shape [N] or [].</param>
                /// <param name="p">The exponent of the differences, 1 or 2.</param>
                /// <param name="margin">The margin.</param>
                /// <param name="weight">A factor for each class, [C].</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor multi_margin_loss(
                    Tensor input, Tensor target, long p = 1, double margin = 1.0, Tensor? weight = null,
                    Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.multi_margin_loss, "aten::multi_margin_loss", "")
                        .With(input).With(target).With(p).With(margin).With(weight).With(reduction).Tensor();

                /// <summary>Like <see cref="multi_margin_loss"/>, with several right classes.</summary>
                /// <param name="input">Scores, [N, C] or [C].</param>
                /// <param name="target">The classes, Int64 of the input's shape; the first -1 ends the list.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor multilabel_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.multilabel_margin_loss, "aten::multilabel_margin_loss", "")
                        .With(input).With(target).With(reduction).Tensor();

                /// <summary>Requires equal shapes: libtorch would broadcast, which is hardly ever intended.</summary>
                private static void RequireSameShape(Tensor input, Tensor target)
                {
                    if (input is null || target is null)
                    {
                        throw new ArgumentNullException(input is null ? nameof(input) : nameof(target));
                    }
                    if (!input.shape.SequenceEqual(target.shape))
                    {
                        throw new ArgumentException(
                            "The target must have the shape of the input: " +
                            $"[{string.Join(", ", input.shape)}], not [{string.Join(", ", target.shape)}].",
                            nameof(target));
                    }
                }
            }
        }
    }
}
