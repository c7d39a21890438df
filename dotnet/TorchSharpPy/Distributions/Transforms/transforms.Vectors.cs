using static TorchSharpPy.Distributions.Calculation;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class transforms
            {
                /// <summary>The softmax of vectors. It has no inverse: one choice of logits results.</summary>
                public sealed class SoftmaxTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public SoftmaxTransform()
                        : base(constraints.real_vector, constraints.simplex, bijective: false)
                    {
                    }

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is SoftmaxTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(SoftmaxTransform).GetHashCode();

                    /// <inheritdoc/>
                    public override long[] forward_shape(long[] shape) => RequireDimensions(shape, 1);

                    /// <inheritdoc/>
                    public override long[] inverse_shape(long[] shape) => RequireDimensions(shape, 1);

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => Scoped(() =>
                    {
                        Tensor shifted = (x - x.max(-1, true).values).exp();
                        return shifted / shifted.sum(-1, true);
                    });

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => y.log();
                }

                /// <summary>Vectors to one more probabilities whose sum is 1, by breaking parts off a stick.</summary>
                public sealed class StickBreakingTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public StickBreakingTransform()
                        : base(constraints.real_vector, constraints.simplex)
                    {
                    }

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is StickBreakingTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(StickBreakingTransform).GetHashCode();

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => Scoped(() =>
                    {
                        Tensor moved = x - Offsets(x, x.size(-1) + 1).log();
                        return (-moved + nn.functional.logsigmoid(moved) + y.narrow(-1, 0, y.size(-1) - 1).log()).sum(-1);
                    });

                    /// <inheritdoc/>
                    public override long[] forward_shape(long[] shape) => Changed(shape, 1);

                    /// <inheritdoc/>
                    public override long[] inverse_shape(long[] shape) => Changed(shape, -1);

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => Scoped(() =>
                    {
                        Tensor z = ClippedSigmoid(x - Offsets(x, x.size(-1) + 1).log());
                        Tensor rest = (1 - z).cumprod(-1);
                        return nn.functional.pad(z, new long[] { 0, 1 }, value: 1) * nn.functional.pad(rest, new long[] { 1, 0 }, value: 1);
                    });

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => Scoped(() =>
                    {
                        Tensor cropped = y.narrow(-1, 0, y.size(-1) - 1);
                        Tensor rest = (1 - cropped.cumsum(-1)).clamp(min: finfo(y.dtype).tiny);
                        return cropped.log() - rest.log() + Offsets(cropped, y.size(-1)).log();
                    });

                    /// <summary>How many parts are left at each element.</summary>
                    private static Tensor Offsets(Tensor like, long count) => count - like.new_ones(new[] { like.size(-1) }).cumsum(-1);

                    private static long[] Changed(long[] shape, int more)
                    {
                        long[] result = (long[])RequireDimensions(shape, 1).Clone();
                        result[^1] += more;
                        return result;
                    }
                }
            }
        }
    }
}
