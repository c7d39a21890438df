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
            /// <summary>Gamma distributions.</summary>
            /// <param name="concentration">The shape, often called alpha.</param>
            /// <param name="rate">The inverse of the scale, often called beta.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Gamma Gamma(Tensor concentration, Tensor rate, Generator? generator = null, bool? validate_args = null) =>
                new Gamma(concentration, rate, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Gamma distributions.</summary>
    public class Gamma : ExponentialFamily
    {
        internal readonly Tensor Concentration;
        internal readonly Tensor Rate;

        /// <summary>Creates the distribution.</summary>
        /// <param name="concentration">The shape, often called alpha.</param>
        /// <param name="rate">The inverse of the scale, often called beta.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Gamma(Tensor concentration, Tensor rate, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Concentration, Rate) = Together(concentration, rate);
            Parameter(nameof(concentration), Concentration, constraints.positive);
            Parameter(nameof(rate), Rate, constraints.positive);
            Start(Concentration.shape);
        }

        /// <summary>Creates a chi-squared distribution.</summary>
        private protected Gamma(Tensor df, Generator? generator, bool? validate_args)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            Parameter(nameof(df), Required(df, nameof(df)).alias(), constraints.positive);
            Concentration = 0.5 * df;
            Rate = Concentration.full_like(0.5);
            Start(df.shape);
            Own(Concentration);
            Own(Rate);
        }

        /// <summary>The shape, often called alpha.</summary>
        public Tensor concentration => Concentration.alias();

        /// <summary>The inverse of the scale, often called beta.</summary>
        public Tensor rate => Rate.alias();

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.nonnegative;

        /// <inheritdoc/>
        public override Tensor mean => Concentration / Rate;

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() => ((Concentration - 1) / Rate).clamp(min: 0));

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => Concentration / Rate.pow(2));

        /// <inheritdoc/>
        protected internal override IList<Tensor> NaturalParams => new[] { Concentration - 1, -Rate };

        /// <inheritdoc/>
        protected internal override Tensor MeanCarrierMeasure => FullLike(Rate, System.Array.Empty<long>(), 0);

        /// <inheritdoc/>
        protected internal override Tensor LogNormalizer(params Tensor[] parameters) =>
            Scoped(() =>
                (parameters[0] + 1).lgamma() + (parameters[0] + 1) * (-parameters[1].reciprocal()).log());

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() =>
            {
                Tensor result = _standard_gamma(Concentration.expand(shape), generator) / Rate.expand(shape);
                result.detach().clamp_(min: finfo(result.dtype).tiny);
                return result;
            });
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
                Concentration.xlogy(Rate) + (Concentration - 1).xlogy(value) - Rate * value - Concentration.lgamma());
        }

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => special.gammainc(Concentration, Rate * value));
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() =>
            Concentration - Rate.log() + Concentration.lgamma() + (1.0 - Concentration) * Concentration.digamma());

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Gamma(Concentration.expand(batch_shape), Rate.expand(batch_shape), generator, false));
    }
}
