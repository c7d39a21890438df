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
            /// <summary>Poisson distributions: of how often something happens in a unit of time.</summary>
            /// <param name="rate">How often it happens on average.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Poisson Poisson(Tensor rate, Generator? generator = null, bool? validate_args = null) =>
                new Poisson(rate, generator, validate_args);

            /// <summary>Poisson distributions: of how often something happens in a unit of time.</summary>
            /// <param name="rate">How often it happens on average.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            public static Poisson Poisson(float rate, Generator? generator = null, bool? validate_args = null)
            {
                using Tensor number = tensor(rate);
                return new Poisson(number, generator, validate_args);
            }

            /// <summary>Poisson distributions: of how often something happens in a unit of time.</summary>
            /// <param name="rate">How often it happens on average.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            public static Poisson Poisson(double rate, Generator? generator = null, bool? validate_args = null)
            {
                using Tensor number = tensor(rate);
                return new Poisson(number, generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Poisson distributions: of how often something happens in a unit of time.</summary>
    public class Poisson : ExponentialFamily
    {
        internal readonly Tensor Rate;

        /// <summary>Creates the distribution.</summary>
        /// <param name="rate">How often it happens on average.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Poisson(Tensor rate, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            Rate = Parameter(nameof(rate), Required(rate, nameof(rate)).alias(), constraints.nonnegative);
            Start(Rate.shape);
        }

        /// <summary>How often it happens on average.</summary>
        public Tensor rate => Rate.alias();

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.nonnegative_integer;

        /// <inheritdoc/>
        public override Tensor mean => Rate.alias();

        /// <inheritdoc/>
        public override Tensor mode => Rate.floor();

        /// <inheritdoc/>
        public override Tensor variance => Rate.alias();

        /// <inheritdoc/>
        protected internal override IList<Tensor> NaturalParams => new[] { Rate.log() };

        /// <inheritdoc/>
        protected internal override Tensor MeanCarrierMeasure => throw Unavailable("entropy");

        /// <inheritdoc/>
        protected internal override Tensor LogNormalizer(params Tensor[] parameters) =>
            parameters[0].exp();

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Drawn(() => poisson(Rate.expand(shape), generator));
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => value.xlogy(Rate) - Rate - (value + 1).lgamma());
        }

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => AtMost(value, torch.result_type(value, Rate)));
        }

        /// <summary>The least counts up to which the probabilities are at least these.</summary>
        /// <param name="value">Probabilities; of NaN, the result is NaN.</param>
        public override Tensor icdf(Tensor value)
        {
            Required(value, nameof(value));
            return Drawn(() =>
            {
                Tensor wanted = (value + zeros_like(Rate)).clamp(0, 1);
                ScalarType type = wanted.dtype;
                Tensor certain = wanted.ge(1);
                Tensor high = ones_like(wanted, ScalarType.Float64); // numbers of 32 bits have not all counts
                while ((AtMost(high, type).lt(wanted) & ~certain).any().ToBoolean())
                {
                    high *= 2;
                }
                Tensor low = -ones_like(high); // too low, while `high` is enough
                Tensor middle = ((low + high) / 2).floor();
                while ((middle.gt(low) & middle.lt(high)).any().ToBoolean()) // not beyond 2^53, where numbers are farther apart
                {
                    Tensor isEnough = AtMost(middle, type).ge(wanted);
                    high = torch.where(isEnough, middle, high);
                    low = torch.where(isEnough, low, middle);
                    middle = ((low + high) / 2).floor();
                }
                return high.masked_fill(certain, double.PositiveInfinity)
                    .masked_fill(value.isnan() | Rate.isnan(), double.NaN).to(type);
            });
        }

        /// <inheritdoc/>
        public override Tensor entropy() => throw Unavailable(nameof(entropy));

        /// <summary>The probabilities of counts up to these, exact until they are rounded to a type.</summary>
        private Tensor AtMost(Tensor value, ScalarType type) => Scoped(() =>
            special.gammaincc((value.to(ScalarType.Float64) + 1).floor(), Rate.to(ScalarType.Float64)).to(type));

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Poisson(Rate.expand(batch_shape), generator, false));
    }
}
