using TorchSharpPy.Losses;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>One less the cosine of alike vectors; the cosine of others where it is over a margin.</summary>
                /// <param name="input1">Vectors, [N, D] or [D].</param>
                /// <param name="input2">Others.</param>
                /// <param name="target">1 for alike, -1 for others; [N] or [].</param>
                /// <param name="margin">The margin.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit, or a class is out of range.</exception>
                public static Tensor cosine_embedding_loss(
                    Tensor input1, Tensor input2, Tensor target, double margin = 0.0, Reduction reduction = Reduction.Mean) =>
                    LossOperators.CosineEmbeddingLoss.Call(input1, input2, target, margin, (long)reduction);

                /// <summary>The distance of alike pairs; how far others are nearer than a margin.</summary>
                /// <param name="input">Distances.</param>
                /// <param name="target">1 for alike, -1 for others.</param>
                /// <param name="margin">The margin.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit, or a class is out of range.</exception>
                public static Tensor hinge_embedding_loss(
                    Tensor input, Tensor target, double margin = 1.0, Reduction reduction = Reduction.Mean) =>
                    LossOperators.HingeEmbeddingLoss.Call(input, target, margin, (long)reduction);

                /// <summary>How far scores are from being in the right order, by a margin.</summary>
                /// <param name="input1">Scores.</param>
                /// <param name="input2">Others.</param>
                /// <param name="target">1 where input1 should be the greater, -1 where input2 should.</param>
                /// <param name="margin">The margin.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit, or a class is out of range.</exception>
                public static Tensor margin_ranking_loss(
                    Tensor input1, Tensor input2, Tensor target, double margin = 0.0, Reduction reduction = Reduction.Mean) =>
                    LossOperators.MarginRankingLoss.Call(input1, input2, target, margin, (long)reduction);

                /// <summary>How far the positive example is from being nearer than the negative one, by a margin.</summary>
                /// <param name="anchor">Vectors, [N, D] or [D].</param>
                /// <param name="positive">Like the anchor.</param>
                /// <param name="negative">Unlike it.</param>
                /// <param name="margin">The margin.</param>
                /// <param name="p">The norm of distances.</param>
                /// <param name="eps">Added to differences.</param>
                /// <param name="swap">Whether the distance of the two examples counts where it is the less.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit, or a class is out of range.</exception>
                public static Tensor triplet_margin_loss(
                    Tensor anchor, Tensor positive, Tensor negative, double margin = 1.0, double p = 2.0, double eps = 1e-6,
                    bool swap = false, Reduction reduction = Reduction.Mean) =>
                    LossOperators.TripletMarginLoss.Call(anchor, positive, negative, margin, p, eps, swap, (long)reduction);
            }
        }
    }
}
