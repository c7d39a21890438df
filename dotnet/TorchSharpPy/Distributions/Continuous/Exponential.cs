using System;
using System.Collections.Generic;
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
            /// <summary>Exponential distributions: of the time until something happens.</summary>
            /// <param name="rate">How often it happens in a unit of time.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Exponential Exponential(Tensor rate, Generator? generator = null, bool? validate_args = null) =>
                new Exponential(rate, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Exponential distributions: of the time until something happens.</summary>
    public class Exponential : ExponentialFamily
    {
        internal readonly Tensor Rate;

        /// <summary>Creates the distribution.</summary>
        /// <param name="rate">How often it happens in a unit of time.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Exponential(Tensor rate, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            Rate = Parameter(nameof(rate), Required(rate, nameof(rate)).alias(), constraints.positive);
            Start(Rate.shape);
        }

        /// <summary>How often it happens in a unit of time.</summary>
        public Tensor rate => Rate.alias();

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.nonnegative;

        /// <inheritdoc/>
        public override Tensor mean => Rate.reciprocal();

        /// <inheritdoc/>
        public override Tensor mode => zeros_like(Rate);

        /// <inheritdoc/>
        public override Tensor stddev => Rate.reciprocal();

        /// <inheritdoc/>
        public override Tensor variance => Rate.pow(-2);

        /// <inheritdoc/>
        protected internal override IList<Tensor> NaturalParams => new[] { -Rate };

        /// <inheritdoc/>
        protected internal override Tensor MeanCarrierMeasure => FullLike(Rate, System.Array.Empty<long>(), 0);

        /// <inheritdoc/>
        protected internal override Tensor LogNormalizer(params Tensor[] parameters) =>
            Scoped(() => -(-parameters[0]).log());

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() => EmptyLike(Rate, shape).exponential_(generator: generator) / Rate);
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => Rate.log() - Rate * value);
        }

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => 1 - (-Rate * value).exp());
        }

        /// <inheritdoc/>
        public override Tensor icdf(Tensor value)
        {
            Required(value, nameof(value));
            return Scoped(() => -(-value).log1p() / Rate);
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => 1.0 - Rate.log());

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Exponential(Rate.expand(batch_shape), generator, false));
    }
}
