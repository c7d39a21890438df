using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>Sets elements to zero at random, and scales the others.</summary>
                /// <param name="input">The tensor.</param>
                /// <param name="p">The probability of an element to become zero.</param>
                /// <param name="training">Whether to do so; if not, the result is the tensor.</param>
                /// <param name="inplace">Whether to change the tensor itself.</param>
                public static Tensor dropout(Tensor input, double p, bool training, bool inplace) =>
                    inplace ? torch.dropout_(NotNull(input), p, training) : dropout(input, p, training);

                /// <summary>Sets whole channels to zero at random, and scales the others.</summary>
                /// <param name="input">The tensor, [N, C, L] or [C, L].</param>
                /// <param name="p">The probability of a channel to become zero.</param>
                /// <param name="training">Whether to do so; if not, the result is the tensor.</param>
                /// <param name="inplace">Whether to change the tensor itself.</param>
                /// <exception cref="ArgumentException">The tensor has another number of dimensions.</exception>
                public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                    OfChannels(input, p, training, inplace, channel: 1, unbatched: 2, batched: 3);

                /// <summary>Sets whole channels to zero at random, and scales the others.</summary>
                /// <param name="input">The tensor, [N, C, H, W]; [N, C, L] is taken for a batch too, as in PyTorch.</param>
                /// <param name="p">The probability of a channel to become zero.</param>
                /// <param name="training">Whether to do so; if not, the result is the tensor.</param>
                /// <param name="inplace">Whether to change the tensor itself.</param>
                /// <exception cref="ArgumentException">The tensor has another number of dimensions.</exception>
                public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                    OfChannels(input, p, training, inplace, channel: 2, unbatched: 0, batched: 4);

                /// <summary>Sets whole channels to zero at random, and scales the others.</summary>
                /// <param name="input">The tensor, [N, C, D, H, W] or [C, D, H, W].</param>
                /// <param name="p">The probability of a channel to become zero.</param>
                /// <param name="training">Whether to do so; if not, the result is the tensor.</param>
                /// <param name="inplace">Whether to change the tensor itself.</param>
                /// <exception cref="ArgumentException">The tensor has another number of dimensions.</exception>
                public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                    OfChannels(input, p, training, inplace, channel: 3, unbatched: 4, batched: 5);

                /// <summary>Draws from the classes of logits, so that gradients flow.</summary>
                /// <param name="logits">The logarithms of the probabilities, not normalized.</param>
                /// <param name="tau">The temperature: the smaller, the nearer the result is to one class.</param>
                /// <param name="hard">Whether the result is exactly one class; gradients are those of the soft result.</param>
                /// <param name="eps">Not used, as in PyTorch.</param>
                /// <param name="dim">The dimension of the classes.</param>
                public static Tensor gumbel_softmax(Tensor logits, double tau = 1, bool hard = false, double eps = 1e-10, long dim = -1)
                {
                    _ = eps;
                    using DisposeScope scope = NewDisposeScope();
                    Tensor noise = torch.empty_like(NotNull(logits)).exponential_().log().neg();
                    Tensor soft = logits.add(noise).div(tau).softmax(dim);
                    if (!hard)
                    {
                        return soft.MoveToOuterDisposeScope();
                    }
                    Tensor index = soft.argmax(dim, keepdim: true);
                    Tensor one = torch.zeros_like(logits).scatter_(dim, index, 1.0);
                    return one.sub(soft.detach()).add(soft).MoveToOuterDisposeScope();
                }

                private static Tensor OfChannels(
                    Tensor input, double p, bool training, bool inplace, int channel, int unbatched, int batched)
                {
                    long dimensions = NotNull(input).dim();
                    bool isBatch = dimensions == batched || (channel == 2 && dimensions == 3);
                    if (!isBatch && dimensions != unbatched)
                    {
                        string expected = channel == 2 ? "3 or 4" : $"{unbatched} or {batched}";
                        throw new ArgumentException($"Expected a tensor of {expected} dimensions, not {dimensions}.", nameof(input));
                    }
                    if (isBatch)
                    {
                        return inplace ? torch.feature_dropout_(input, p, training) : torch.feature_dropout(input, p, training);
                    }
                    using Tensor batch = input.unsqueeze(0);
                    if (inplace)
                    {
                        torch.feature_dropout_(batch, p, training);
                        return input;
                    }
                    using Tensor result = torch.feature_dropout(batch, p, training);
                    return result.squeeze(0);
                }
            }
        }
    }
}
