using System;
using System.Linq;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static unsafe partial class utils
            {
                /// <summary>The weight and bias of a convolution that does what a convolution and a batch norm after it do.</summary>
                /// <param name="conv_w">The convolution's weight.</param>
                /// <param name="conv_b">Its bias; zeros if it is null.</param>
                /// <param name="bn_rm">The running mean of the batch norm.</param>
                /// <param name="bn_rv">Its running variance.</param>
                /// <param name="bn_eps">What it adds to the variance.</param>
                /// <param name="bn_w">Its weight; ones if it is null.</param>
                /// <param name="bn_b">Its bias; zeros if it is null.</param>
                /// <param name="transpose">Whether the convolution is transposed: its weight is [in, out, ...].</param>
                /// <exception cref="ArgumentException">The weight has fewer than two dimensions.</exception>
                public static (Parameter weight, Parameter bias) fuse_conv_bn_weights(
                    Tensor conv_w, Tensor? conv_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor? bn_w = null, Tensor? bn_b = null,
                    bool transpose = false)
                {
                    long dimensions = NotNull(conv_w).dim();
                    if (dimensions < 2)
                    {
                        throw new ArgumentException(
                            $"Expected the weight of a convolution, of at least 2 dimensions, not {dimensions}.", nameof(conv_w));
                    }
                    using DisposeScope scope = NewDisposeScope();
                    using IDisposable unrecorded = no_grad();
                    Tensor scale = NotNull(bn_rv).add(bn_eps).rsqrt();
                    Tensor factor = bn_w ?? ones_like(NotNull(bn_rm));
                    long[] sizes = Enumerable.Repeat(1L, (int)dimensions).ToArray();
                    sizes[transpose ? 1 : 0] = -1;
                    Tensor weight = conv_w.mul(factor.mul(scale).reshape(sizes)).to(conv_w.dtype);
                    Tensor bias = (conv_b ?? zeros_like(NotNull(bn_rm))).sub(bn_rm).mul(scale).mul(factor);
                    Tensor moved = (bn_b is null ? bias : bias.add(bn_b)).to((conv_b ?? conv_w).dtype);
                    return (new Parameter(weight, conv_w.requires_grad), new Parameter(moved, conv_b?.requires_grad ?? false));
                }

                /// <summary>A linear layer that does what a linear layer and a batch norm after it do in evaluation mode.</summary>
                /// <param name="linear">The linear layer, in evaluation mode; it stays as it is.</param>
                /// <param name="bn">The batch norm, in evaluation mode; it stays as it is.</param>
                /// <returns>A new layer, in evaluation mode.</returns>
                /// <exception cref="ArgumentException">
                /// A layer is in training mode, or their sizes differ, or the batch norm has no weights or running statistics.
                /// </exception>
                public static Linear fuse_linear_bn_eval(Linear linear, BatchNorm bn)
                {
                    if ((linear ?? throw new ArgumentNullException(nameof(linear))).training ||
                        (bn ?? throw new ArgumentNullException(nameof(bn))).training)
                    {
                        throw new ArgumentException("Only layers in evaluation mode can be fused: call eval() first.");
                    }
                    if (bn.num_features != linear.out_features && bn.num_features != 1)
                    {
                        throw new ArgumentException(
                            $"The batch norm must have {linear.out_features} features, as the linear layer returns, or 1, not " +
                            $"{bn.num_features}.",
                            nameof(bn));
                    }
                    if (bn.running_mean is null || bn.running_var is null || bn.weight is null || bn.bias is null)
                    {
                        throw new ArgumentException(
                            "The batch norm must have a weight, a bias and running statistics.", nameof(bn));
                    }
                    (Parameter weight, Parameter bias) = fuse_linear_bn_weights(
                        linear.weight, linear.bias, bn.running_mean, bn.running_var, bn.eps, bn.weight, bn.bias);
                    Linear fused = nn.Linear(weight, bias);
                    fused.eval();
                    return fused;
                }

                /// <summary>The weight and bias of a linear layer that does what a linear layer and a batch norm after it do.</summary>
                /// <param name="linear_w">The linear layer's weight, [out, in].</param>
                /// <param name="linear_b">Its bias; zeros if it is null.</param>
                /// <param name="bn_rm">The running mean of the batch norm.</param>
                /// <param name="bn_rv">Its running variance.</param>
                /// <param name="bn_eps">What it adds to the variance.</param>
                /// <param name="bn_w">Its weight.</param>
                /// <param name="bn_b">Its bias.</param>
                public static (Parameter weight, Parameter bias) fuse_linear_bn_weights(
                    Tensor linear_w, Tensor? linear_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor bn_w, Tensor bn_b)
                {
                    using DisposeScope scope = NewDisposeScope();
                    using IDisposable unrecorded = no_grad();
                    Tensor scale = NotNull(bn_w).mul(NotNull(bn_rv).add(bn_eps).rsqrt());
                    Tensor weight = NotNull(linear_w).mul(scale.unsqueeze(-1).to(linear_w.dtype));
                    Tensor bias = (linear_b ?? zeros_like(NotNull(bn_rm))).sub(bn_rm).mul(scale).add(NotNull(bn_b));
                    Tensor moved = bias.to((linear_b ?? linear_w).dtype);
                    return (new Parameter(weight, linear_w.requires_grad), new Parameter(moved, linear_b?.requires_grad ?? false));
                }
            }
        }
    }
}
