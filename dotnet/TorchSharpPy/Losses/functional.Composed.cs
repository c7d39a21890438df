using System;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>The negative log likelihood of numbers with normal distributions.</summary>
                /// <param name="input">The means.</param>
                /// <param name="target">The numbers.</param>
                /// <param name="variance">The variances, of the means' shape, with one of the sizes 1, or without the last size.</param>
                /// <param name="full">Whether to add the constant part.</param>
                /// <param name="eps">The least variance that is used.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ArgumentException">A variance is negative, or their shape does not fit.</exception>
                public static Tensor gaussian_nll_loss(
                    Tensor input, Tensor target, Tensor variance, bool full = false, double eps = 1e-6,
                    Reduction reduction = Reduction.Mean)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor spread = VariancesFor(NotNull(input), NotNull(variance));
                    if (variance.lt(0).any().ToBoolean())
                    {
                        throw new ArgumentException("A variance is negative.", nameof(variance));
                    }
                    Tensor bounded = spread.clone();
                    using (no_grad())
                    {
                        bounded.clamp_min_(eps); // so that small variances get gradients
                    }
                    Tensor loss = bounded.log().add(input.sub(target).square().div(bounded)).mul(0.5);
                    return Reduced(full ? loss.add(0.5 * Math.Log(2 * Math.PI)) : loss, reduction).MoveToOuterDisposeScope();
                }

                /// <summary>The binary cross entropy of several classes at once, as the mean over them.</summary>
                /// <param name="input">Scores, [N, C] or [C].</param>
                /// <param name="target">1 for the classes that it has, 0 for the others, of the same shape.</param>
                /// <param name="weight">A factor for each class, [C].</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                public static Tensor multilabel_soft_margin_loss(
                    Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor positive = NotNull(target).mul(logsigmoid(input));
                    Tensor negative = target.neg().add(1).mul(logsigmoid(input.neg()));
                    Tensor loss = positive.add(negative).neg();
                    Tensor weighted = weight is null ? loss : loss.mul(weight);
                    return Reduced(weighted.mean(new long[] { -1 }), reduction).MoveToOuterDisposeScope();
                }

                /// <summary>The distance to the positive example minus that to the negative one plus a margin, if positive.</summary>
                /// <param name="anchor">The anchors.</param>
                /// <param name="positive">The examples that should be near, of the same shape.</param>
                /// <param name="negative">The examples that should be far, of the same shape.</param>
                /// <param name="distance_function">The distance of two tensors; <c>pairwise_distance</c> by default.</param>
                /// <param name="margin">The margin.</param>
                /// <param name="swap">Whether to use the distance between both examples if it is smaller than the negative's.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ArgumentException">The margin is not positive.</exception>
                public static Tensor triplet_margin_with_distance_loss(
                    Tensor anchor, Tensor positive, Tensor negative, Func<Tensor, Tensor, Tensor>? distance_function = null,
                    double margin = 1.0, bool swap = false, Reduction reduction = Reduction.Mean)
                {
                    if (!(margin > 0))
                    {
                        throw new ArgumentException($"The margin must be positive, but is {margin}.", nameof(margin));
                    }
                    Func<Tensor, Tensor, Tensor> distance = distance_function ?? ((a, b) => pairwise_distance(a, b));
                    using DisposeScope scope = NewDisposeScope();
                    Tensor near = distance(anchor, positive);
                    Tensor far = distance(anchor, negative);
                    if (swap)
                    {
                        far = torch.minimum(far, distance(positive, negative));
                    }
                    return Reduced(near.add(margin).sub(far).clamp_min(0), reduction).MoveToOuterDisposeScope();
                }

                private static Tensor VariancesFor(Tensor input, Tensor variance)
                {
                    long[] shape = input.shape;
                    long[] given = variance.shape;
                    if (given.AsSpan().SequenceEqual(shape))
                    {
                        return variance;
                    }
                    if (shape.Length > 0 && given.AsSpan().SequenceEqual(shape.AsSpan(0, shape.Length - 1)))
                    {
                        return variance.unsqueeze(-1);
                    }
                    bool isOneBroadcast = given.Length == shape.Length &&
                        given.Where((size, i) => size != shape[i]).Sum() == 1;
                    return isOneBroadcast ? variance : throw new ArgumentException(
                        $"Expected variances of the shape {new Size(shape)}, with one of its sizes 1, or without the last size, not " +
                        $"{new Size(given)}.",
                        nameof(variance));
                }

                private static Tensor Reduced(Tensor losses, Reduction reduction) =>
                    reduction == Reduction.Mean ? losses.mean() : reduction == Reduction.Sum ? losses.sum() : losses;
            }
        }
    }
}
