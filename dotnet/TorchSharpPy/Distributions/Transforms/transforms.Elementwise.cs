using System;
using static TorchSharpPy.Distributions.Calculation;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class transforms
            {
                /// <summary>The exponential function.</summary>
                public sealed class ExpTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public ExpTransform()
                        : base(constraints.real, constraints.positive)
                    {
                    }

                    internal override bool IsIncreasing => true;

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => x.alias();

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => x.exp();

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => y.log();

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is ExpTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(ExpTransform).GetHashCode();
                }

                /// <summary>The natural logarithm.</summary>
                public sealed class LogTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public LogTransform()
                        : base(constraints.positive, constraints.real)
                    {
                    }

                    internal override bool IsIncreasing => true;

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => Scoped(() => -x.log());

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => x.log();

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => y.exp();

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is LogTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(LogTransform).GetHashCode();
                }

                /// <summary>The logistic function, without the exact 0 and 1.</summary>
                public sealed class SigmoidTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public SigmoidTransform()
                        : base(constraints.real, constraints.unit_interval)
                    {
                    }

                    internal override bool IsIncreasing => true;

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                        Scoped(() => -nn.functional.softplus(-x) - nn.functional.softplus(x));

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => ClippedSigmoid(x);

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y)
                    {
                        FInfo type = finfo(y.dtype);
                        return Scoped(() =>
                        {
                            Tensor inside = y.clamp(type.tiny, 1.0 - type.eps);
                            return inside.log() - (-inside).log1p();
                        });
                    }

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is SigmoidTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(SigmoidTransform).GetHashCode();
                }

                /// <summary>The softplus log(1 + exp(x)).</summary>
                public sealed class SoftplusTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public SoftplusTransform()
                        : base(constraints.real, constraints.positive)
                    {
                    }

                    internal override bool IsIncreasing => true;

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => Scoped(() => -nn.functional.softplus(-x));

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => nn.functional.softplus(x);

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => Scoped(() => (-y).expm1().neg().log() + y);

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is SoftplusTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(SoftplusTransform).GetHashCode();
                }

                /// <summary>The hyperbolic tangent.</summary>
                public sealed class TanhTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public TanhTransform()
                        : base(constraints.real, constraints.interval(-1.0, 1.0))
                    {
                    }

                    internal override bool IsIncreasing => true;

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                        Scoped(() => 2.0 * (Math.Log(2.0) - x - nn.functional.softplus(-2.0 * x)));

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => x.tanh();

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => y.atanh();

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is TanhTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(TanhTransform).GetHashCode();
                }

                /// <summary>The absolute value. Its inverse takes the positive one of both numbers.</summary>
                public sealed class AbsTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public AbsTransform()
                        : base(constraints.real, constraints.positive, bijective: false)
                    {
                    }

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => x.abs();

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => y.alias();

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is AbsTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(AbsTransform).GetHashCode();
                }
            }
        }
    }
}
