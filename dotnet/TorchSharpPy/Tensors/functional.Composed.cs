using System;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>x / (1 + |x|), element by element.</summary>
                public static Tensor softsign(Tensor input)
                {
                    using Tensor size = NotNull(input).abs();
                    using Tensor divisor = size.add(1);
                    return input.div(divisor);
                }

                /// <summary>x - tanh(x), element by element.</summary>
                public static Tensor tanhshrink(Tensor input)
                {
                    using Tensor bent = NotNull(input).tanh();
                    return input.sub(bent);
                }

                /// <summary>The softmax of the negated elements: the smallest gets most.</summary>
                /// <param name="input">The tensor.</param>
                /// <param name="dim">The dimension along which the results add up to 1.</param>
                /// <param name="dtype">The type to compute in.</param>
                public static Tensor softmin(Tensor input, long dim, ScalarType? dtype = null)
                {
                    using Tensor negated = NotNull(input).neg();
                    return negated.softmax(dim, dtype);
                }

                /// <summary>The logarithm of the logistic function, exact for small values too.</summary>
                public static Tensor logsigmoid(Tensor input) =>
                    OperatorCall.Begin(ref Aten.log_sigmoid, "aten::log_sigmoid", "").With(input).Tensor();

                /// <summary>The vectors along a dimension, each divided by its norm.</summary>
                /// <param name="input">The tensor.</param>
                /// <param name="p">The p of the p-norm.</param>
                /// <param name="dim">The dimension.</param>
                /// <param name="eps">The least that is divided by.</param>
                public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1, double eps = 1e-12)
                {
                    using Tensor norm = NotNull(input).norm(p, dim, keepdim: true);
                    using Tensor bounded = norm.clamp_min(eps);
                    using Tensor divisor = bounded.expand_as(input);
                    return input.div(divisor);
                }

                /// <summary>The blocks under a sliding window, as columns: [N, C, H, W] becomes [N, C * kernel, blocks].</summary>
                /// <param name="input">Images, [N, C, H, W] or [C, H, W].</param>
                /// <param name="kernel_size">The size of the window.</param>
                /// <param name="dilation">The distance of the elements under it.</param>
                /// <param name="padding">Zeros on each side.</param>
                /// <param name="stride">How far it moves.</param>
                public static Tensor unfold(
                    Tensor input, IntList kernel_size, IntList? dilation = null, IntList? padding = null, IntList? stride = null) =>
                    OperatorCall.Begin(ref Aten.im2col, "aten::im2col", "").With(input).With(Pair(kernel_size))
                        .With(Pair(dilation ?? 1)).With(Pair(padding ?? 0)).With(Pair(stride ?? 1)).Tensor();

                /// <summary>Puts columns back as overlapping blocks, which add up: the reverse of <see cref="unfold"/>.</summary>
                /// <param name="input">Columns, [N, C * kernel, blocks] or without N.</param>
                /// <param name="output_size">The height and width of the images.</param>
                /// <param name="kernel_size">The size of the window.</param>
                /// <param name="dilation">The distance of the elements under it.</param>
                /// <param name="padding">Zeros on each side.</param>
                /// <param name="stride">How far it moves.</param>
                public static Tensor fold(
                    Tensor input, IntList output_size, IntList kernel_size, IntList? dilation = null, IntList? padding = null,
                    IntList? stride = null) =>
                    OperatorCall.Begin(ref Aten.col2im, "aten::col2im", "").With(input).With(Pair(output_size)).With(Pair(kernel_size))
                        .With(Pair(dilation ?? 1)).With(Pair(padding ?? 0)).With(Pair(stride ?? 1)).Tensor();

                /// <summary>Shifts and scales each channel to mean 0 and variance 1, then by weight and bias.</summary>
                /// <param name="input">The tensor, [N, C, ...].</param>
                /// <param name="running_mean">Means to use, or with training to update, [C].</param>
                /// <param name="running_var">Variances to use, or with training to update, [C].</param>
                /// <param name="weight">A factor for each channel, [C].</param>
                /// <param name="bias">What is added to each channel, [C].</param>
                /// <param name="training">Whether to use the statistics of the input.</param>
                /// <param name="momentum">The part of the new statistics in the running ones.</param>
                /// <param name="eps">Added to the variances.</param>
                /// <exception cref="ArgumentOutOfRangeException">In training: eps is not positive.</exception>
                public static Tensor batch_norm(
                    Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                    bool training = false, double momentum = 0.1, double eps = 1e-5) => eps > 0 || !training
                    ? torch.batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled: true)
                    : throw new ArgumentOutOfRangeException(nameof(eps), eps, "Expected a positive number in training.");

                /// <summary>One number stands for both.</summary>
                private static IntList Pair(IntList sizes) =>
                    sizes.Count == 1 && !sizes.IsMissing ? (IntList)(sizes.ToArray()[0], sizes.ToArray()[0]) : sizes;
            }
        }
    }
}
