using System;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Distributions
{
    /// <summary>What several distributions calculate. The results belong to the scope of the caller.</summary>
    internal static class Calculation
    {
        /// <summary>A result whose intermediate tensors are disposed.</summary>
        internal static Tensor Scoped(Func<Tensor> expression) => WrappedTensorDisposeScope(expression);

        /// <summary>A result whose intermediate tensors are disposed, and that autograd does not record.</summary>
        internal static Tensor Drawn(Func<Tensor> expression)
        {
            using IDisposable unrecorded = no_grad();
            return WrappedTensorDisposeScope(expression);
        }

        internal static (Tensor, Tensor) Together(Tensor left, Tensor right)
        {
            Tensor[] both = broadcast_tensors(Required(left, nameof(left)), Required(right, nameof(right)));
            return (both[0], both[1]);
        }

        internal static Tensor Required(Tensor? tensor, string name) => tensor ?? throw new ArgumentNullException(name);

        internal static Tensor SumRightmost(Tensor value, int dimensions)
        {
            if (dimensions == 0)
            {
                return value.alias();
            }
            using Tensor flat = value.reshape(value.shape.SkipLast(dimensions).Append(-1).ToArray());
            return flat.sum(-1);
        }

        internal static Tensor ClampProbs(Tensor probs)
        {
            double eps = finfo(probs.dtype).eps;
            return probs.clamp(eps, 1 - eps);
        }

        internal static Tensor ClampByZero(Tensor x) => Scoped(() => (x.clamp(min: 0) + x - x.clamp(max: 0)) / 2);

        internal static Tensor LogitsToProbs(Tensor logits, bool isBinary) => isBinary ? logits.sigmoid() : logits.softmax(-1);

        internal static Tensor ProbsToLogits(Tensor probs, bool isBinary) => Scoped(() =>
        {
            Tensor clamped = ClampProbs(probs);
            return isBinary ? clamped.log() - (-clamped).log1p() : clamped.log();
        });

        /// <summary>The sigmoid, within the open interval from 0 to 1 of the type.</summary>
        internal static Tensor ClippedSigmoid(Tensor x)
        {
            FInfo type = finfo(x.dtype);
            return Scoped(() => x.sigmoid().clamp(type.tiny, 1.0 - type.eps));
        }

        internal static Tensor EmptyLike(Tensor like, long[] shape) => empty(shape, like.dtype, like.device);

        internal static Tensor FullLike(Tensor like, long[] shape, double value) => full(shape, value, like.dtype, like.device);

        internal static Tensor RandLike(Tensor like, long[] shape, Generator? generator) => generator is null
            ? rand(shape, like.dtype, like.device)
            : rand(shape, like.dtype, like.device, generator: generator);

        internal static Tensor StandardNormal(Tensor like, long[] shape, Generator? generator) =>
            EmptyLike(like, shape).normal_(generator: generator);

        internal static Tensor XLogX(Tensor x) => x.xlogy(x);

        /// <summary>Numbers from 0, along a new first dimension before those of the batch.</summary>
        internal static Tensor Enumerated(Tensor numbers, long[] batch, bool expand)
        {
            using Tensor column = numbers.reshape(new long[] { -1 }.Concat(batch.Select(_ => 1L)).ToArray());
            return expand ? column.expand(new long[] { -1 }.Concat(batch).ToArray()) : column.alias();
        }
    }
}
