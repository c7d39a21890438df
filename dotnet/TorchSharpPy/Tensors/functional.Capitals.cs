using System;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <content>TorchSharp's names of functions that PyTorch spells otherwise.</content>
            public static partial class functional
            {
                /// <summary>The elements, and 0 for those in [-lambda, lambda].</summary>
                /// <param name="x">The tensor.</param>
                /// <param name="lambda">The bound.</param>
                public static Tensor Hardshrink(Tensor x, double lambda = 0.5) => hardshrink(x, lambda);

                /// <summary>The elements, bounded.</summary>
                /// <param name="x">The tensor.</param>
                /// <param name="min_val">The lower bound.</param>
                /// <param name="max_val">The upper bound.</param>
                /// <param name="inplace">Whether to change the tensor itself.</param>
                public static Tensor Hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                    inplace ? hardtanh_(x, min_val, max_val) : hardtanh(x, min_val, max_val);

                /// <summary>x * tanh(softplus(x)), element by element.</summary>
                /// <param name="x">The tensor.</param>
                public static Tensor Mish(Tensor x) => mish(x);

                /// <summary>x * sigmoid(x), element by element.</summary>
                /// <param name="x">The tensor.</param>
                /// <param name="inplace">Whether to change the tensor itself.</param>
                public static Tensor SiLU(Tensor x, bool inplace = false) => inplace ? NotNull(x).silu_() : silu(x);

                /// <summary>The elements, nearer to 0 by lambda, and 0 for those in [-lambda, lambda].</summary>
                /// <param name="x">The tensor.</param>
                /// <param name="lambda">The bound.</param>
                public static Tensor Softshrink(Tensor x, double lambda = 0.5) => softshrink(x, lambda);

                /// <summary>x / (1 + |x|), element by element.</summary>
                /// <param name="x">The tensor.</param>
                public static Tensor Softsign(Tensor x) => softsign(x);

                /// <summary>x - tanh(x), element by element.</summary>
                /// <param name="x">The tensor.</param>
                public static Tensor Tanhshrink(Tensor x) => tanhshrink(x);

                /// <summary>The elements above a threshold, and a value for the others.</summary>
                /// <param name="x">The tensor.</param>
                /// <param name="threshold">The threshold.</param>
                /// <param name="value">The value.</param>
                /// <param name="inplace">Whether to change the tensor itself.</param>
                public static Tensor Threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                    inplace ? threshold_(x, threshold, value) : functional.threshold(x, threshold, value);

                /// <summary>The softmax over the channels of images.</summary>
                /// <param name="x">Images, [N, C, H, W] or [C, H, W].</param>
                /// <exception cref="ArgumentException">The tensor does not have 3 or 4 dimensions.</exception>
                public static Tensor softmax2d(Tensor x)
                {
                    long dimensions = NotNull(x).dim();
                    return dimensions == 3 || dimensions == 4 ? x.softmax(-3) : throw new ArgumentException(
                        $"Expected images, of 3 or 4 dimensions, not {dimensions}.", nameof(x));
                }

                /// <summary>The same as <see cref="multilabel_margin_loss"/>.</summary>
                /// <param name="input">Scores, [N, C] or [C].</param>
                /// <param name="target">The classes, up to the first that is negative, of the same shape.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                public static Tensor multi_label_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    multilabel_margin_loss(input, target, reduction);

                /// <summary>A convolution of sequences with named padding.</summary>
                /// <param name="input">The sequences, [N, C, L].</param>
                /// <param name="weight">The weight, [out, C / groups, width].</param>
                /// <param name="bias">The bias, [out].</param>
                /// <param name="stride">How far the window moves; 1 by default.</param>
                /// <param name="padding">Same for as much as keeps the size, Valid for none.</param>
                /// <param name="dilation">The distance of the elements under the window; 1 by default.</param>
                /// <param name="groups">The groups that channels are divided into.</param>
                public static Tensor conv1d_padding(
                    Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid,
                    long? dilation = null, long groups = 1) =>
                    conv1d(input, weight, bias, stride ?? 1, NameOf(padding), dilation ?? 1, groups);

                /// <summary>A convolution of images with named padding.</summary>
                /// <param name="input">The images, [N, C, H, W].</param>
                /// <param name="weight">The weight, [out, C / groups, height, width].</param>
                /// <param name="bias">The bias, [out].</param>
                /// <param name="strides">How far the window moves; 1 by default.</param>
                /// <param name="padding">Same for as much as keeps the size, Valid for none.</param>
                /// <param name="dilation">The distance of the elements under the window; 1 by default.</param>
                /// <param name="groups">The groups that channels are divided into.</param>
                public static Tensor conv2d_padding(
                    Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                    long[]? dilation = null, long groups = 1) =>
                    conv2d(input, weight, bias, Or1(strides), NameOf(padding), Or1(dilation), groups);

                /// <summary>A convolution of volumes with named padding.</summary>
                /// <param name="input">The volumes, [N, C, D, H, W].</param>
                /// <param name="weight">The weight, [out, C / groups, depth, height, width].</param>
                /// <param name="bias">The bias, [out].</param>
                /// <param name="strides">How far the window moves; 1 by default.</param>
                /// <param name="padding">Same for as much as keeps the size, Valid for none.</param>
                /// <param name="dilation">The distance of the elements under the window; 1 by default.</param>
                /// <param name="groups">The groups that channels are divided into.</param>
                public static Tensor conv3d_padding(
                    Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                    long[]? dilation = null, long groups = 1) =>
                    conv3d(input, weight, bias, Or1(strides), NameOf(padding), Or1(dilation), groups);

                private static IntList Or1(long[]? sizes) => sizes is null ? 1 : (IntList)sizes;

                private static string NameOf(Padding padding) => padding == Padding.Same ? "same"
                    : padding == Padding.Valid ? "valid"
                    : throw new ArgumentOutOfRangeException(nameof(padding), padding, "The padding must be Same or Valid.");
            }
        }
    }
}
