using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>For similar vectors 1 minus the cosine; for dissimilar ones the cosine minus the margin, if positive.</summary>
                /// <param name="input1">The first vectors, of shape [N, D] or [D].</param>
                /// <param name="input2">The second ones, of the same shape.</param>
                /// <param name="target">1 for similar vectors, -1 for dissimilar ones, of shape [N] or [].</param>
                /// <param name="margin">The margin.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor cosine_embedding_loss(
                    Tensor input1, Tensor input2, Tensor target, double margin = 0.0, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.cosine_embedding_loss, "aten::cosine_embedding_loss", "")
                        .With(input1).With(input2).With(target).With(margin).With(reduction).Tensor();

                /// <summary>The distance of similar pairs; for dissimilar pairs, the margin minus the distance if positive.</summary>
                /// <param name="input">The distances of the pairs.</param>
                /// <param name="target">1 for similar pairs, -1 for dissimilar ones, of the same shape.</param>
                /// <param name="margin">The margin.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor hinge_embedding_loss(
                    Tensor input, Tensor target, double margin = 1.0, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.hinge_embedding_loss, "aten::hinge_embedding_loss", "")
                        .With(input).With(target).With(margin).With(reduction).Tensor();

                /// <summary>How far scores are from the right order plus a margin.</summary>
                /// <param name="input1">The first scores.</param>
                /// <param name="input2">The second ones, of the same shape.</param>
                /// <param name="target">1 if input1 should be greater, -1 if input2 should.</param>
                /// <param name="margin">The margin.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor margin_ranking_loss(
                    Tensor input1, Tensor input2, Tensor target, double margin = 0.0, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.margin_ranking_loss, "aten::margin_ranking_loss", "")
                        .With(input1).With(input2).With(target).With(margin).With(reduction).Tensor();

                /// <summary>The distance to the positive example minus that to the negative one plus a margin, if positive.</summary>
                /// <param name="anchor">The anchors, of shape [N, D] or [D].</param>
                /// <param name="positive">The examples that should be near, of the same shape.</param>
                /// <param name="negative">The examples that should be far, of the same shape.</param>
                /// <param name="margin">The margin.</param>
                /// <param name="p">The p of the p-norm for distances.</param>
                /// <param name="eps">Added to the differences before the norm.</param>
                /// <param name="swap">Whether to use the distance between both examples if it is smaller than the negative's.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match, or a class is out of range.</exception>
                public static Tensor triplet_margin_loss(
                    Tensor anchor, Tensor positive, Tensor negative, double margin = 1.0, double p = 2.0, double eps = 1e-6,
                    bool swap = false, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.triplet_margin_loss, "aten::triplet_margin_loss", "")
                        .With(anchor).With(positive).With(negative).With(margin).With(p).With(eps).With(swap).With(reduction).Tensor();
            }
        }
    }
}
