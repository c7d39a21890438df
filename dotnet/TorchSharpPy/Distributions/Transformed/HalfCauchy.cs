using System;
using TorchSharpPy.Modules;
using static TorchSharpPy.Distributions.Calculation;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.distributions;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>Half-Cauchy distributions: of the absolute values of Cauchy numbers with median 0.</summary>
            /// <param name="scale">The scale of the Cauchy numbers.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static HalfCauchy HalfCauchy(Tensor scale, Generator? generator = null, bool? validate_args = null) =>
                new HalfCauchy(scale, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Half-Cauchy distributions: of the absolute values of Cauchy numbers with median 0.</summary>
    public class HalfCauchy : TransformedDistribution
    {
        internal readonly Tensor Scale;

        /// <summary>Creates the distribution.</summary>
        /// <param name="scale">The scale of the Cauchy numbers.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        internal HalfCauchy(Tensor scale, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            Scale = Parameter(nameof(scale), Required(scale, nameof(scale)).alias(), constraints.positive);
            Transform(new Cauchy(zeros_like(Scale), Scale, generator, false), new transforms.AbsTransform());
        }

        /// <summary>The scale of the Cauchy numbers.</summary>
        public Tensor scale => Scale.alias();

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.nonnegative;

        /// <inheritdoc/>
        public override Tensor mean => FullLike(Scale, Batch, double.PositiveInfinity);

        /// <inheritdoc/>
        public override Tensor mode => zeros_like(Scale);

        /// <inheritdoc/>
        public override Tensor variance => base_distribution.variance;

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => torch.where(
                value.ge(0), base_distribution.log_prob(value) + Math.Log(2), double.NegativeInfinity));
        }

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => 2 * base_distribution.cdf(value) - 1);
        }

        /// <inheritdoc/>
        public override Tensor icdf(Tensor value)
        {
            Required(value, nameof(value));
            return Scoped(() => base_distribution.icdf((value + 1) / 2));
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => base_distribution.entropy() - Math.Log(2));

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new HalfCauchy(Scale.expand(batch_shape), generator, false));
    }
}
