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
                /// <summary>The cumulative distribution function of a distribution.</summary>
                public sealed class CumulativeDistributionTransform : Transform
                {
                    private readonly Distribution distribution;

                    /// <summary>Creates the function.</summary>
                    /// <param name="distribution">A distribution, which stays the caller's.</param>
                    public CumulativeDistributionTransform(Distribution distribution)
                        : base(null, constraints.unit_interval) =>
                        this.distribution = distribution ?? throw new ArgumentNullException(nameof(distribution));

                    /// <inheritdoc/>
                    public override constraints.Constraint domain => distribution.support ?? base.domain;

                    internal override bool IsIncreasing => true;

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => distribution.log_prob(x);

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => distribution.cdf(x);

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => distribution.icdf(y);
                }
            }
        }
    }
}
