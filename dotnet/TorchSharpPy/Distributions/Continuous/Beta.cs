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
            /// <summary>Beta distributions: of a probability.</summary>
            /// <param name="concentration1">The first concentration, often called alpha.</param>
            /// <param name="concentration0">The second concentration, often called beta.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Beta Beta(
                Tensor concentration1, Tensor concentration0, Generator? generator = null, bool? validate_args = null) =>
                new Beta(concentration1, concentration0, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Beta distributions: of a probability.</summary>
    public class Beta : ExponentialFamily
    {
        internal readonly Tensor Concentration1;
        internal readonly Tensor Concentration0;

        /// <summary>The distribution of the probability and of what it lacks to 1.</summary>
        protected readonly Dirichlet dirichlet;

        /// <summary>Creates the distribution.</summary>
        /// <param name="concentration1">The first concentration, often called alpha.</param>
        /// <param name="concentration0">The second concentration, often called beta.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Beta(Tensor concentration1, Tensor concentration0, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor one, Tensor zero) = Together(concentration1, concentration0);
            Tensor both = torch.stack(new[] { one, zero }, -1);
            Concentration1 = Parameter(nameof(concentration1), both.select(-1, 0), constraints.positive);
            Concentration0 = Parameter(nameof(concentration0), both.select(-1, 1), constraints.positive);
            Start(one.shape);
            dirichlet = Own(new Dirichlet(both, generator, false));
        }

        /// <summary>The first concentration, often called alpha.</summary>
        public Tensor concentration1 => Concentration1.alias();

        /// <summary>The second concentration, often called beta.</summary>
        public Tensor concentration0 => Concentration0.alias();

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.unit_interval;

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() => Concentration1 / (Concentration1 + Concentration0));

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() => dirichlet.mode.select(-1, 0));

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() =>
        {
            Tensor total = Concentration1 + Concentration0;
            return Concentration1 * Concentration0 / (total.pow(2) * (total + 1));
        });

        /// <inheritdoc/>
        protected internal override IList<Tensor> NaturalParams => new[] { Concentration1.alias(), Concentration0.alias() };

        /// <inheritdoc/>
        protected internal override Tensor MeanCarrierMeasure => throw Unavailable("MeanCarrierMeasure");

        /// <inheritdoc/>
        protected internal override Tensor LogNormalizer(params Tensor[] parameters) =>
            Scoped(() =>
                parameters[0].lgamma() + parameters[1].lgamma() - (parameters[0] + parameters[1]).lgamma());

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape) =>
            Scoped(() => dirichlet.rsample(sample_shape).select(-1, 0));

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => dirichlet.log_prob(torch.stack(new[] { value, 1.0 - value }, -1)));
        }

        /// <inheritdoc/>
        public override Tensor entropy() => dirichlet.entropy();

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Beta(Concentration1.expand(batch_shape), Concentration0.expand(batch_shape), generator, false));
    }
}
