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
            /// <summary>Kumaraswamy distributions: of numbers from 0 to 1, like the beta ones.</summary>
            /// <param name="concentration1">The first concentration, often called alpha.</param>
            /// <param name="concentration0">The second concentration, often called beta.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Kumaraswamy Kumaraswamy(
                Tensor concentration1, Tensor concentration0, Generator? generator = null, bool? validate_args = null) =>
                new Kumaraswamy(concentration1, concentration0, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Kumaraswamy distributions: of numbers from 0 to 1, like the beta ones.</summary>
    public class Kumaraswamy : TransformedDistribution
    {
        internal readonly Tensor Concentration1;
        internal readonly Tensor Concentration0;

        /// <summary>Creates the distribution.</summary>
        /// <param name="concentration1">The first concentration, often called alpha.</param>
        /// <param name="concentration0">The second concentration, often called beta.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        internal Kumaraswamy(Tensor concentration1, Tensor concentration0, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Concentration1, Concentration0) = Together(concentration1, concentration0);
            Parameter(nameof(concentration1), Concentration1, constraints.positive);
            Parameter(nameof(concentration0), Concentration0, constraints.positive);
            Tensor outer = Own(Concentration0.reciprocal());
            Tensor inner = Own(Concentration1.reciprocal());
            var bounds = new Uniform(zeros_like(Concentration0), ones_like(Concentration0), generator, false);
            Transform(
                bounds,
                new transforms.PowerTransform(outer),
                new transforms.AffineTransform(1.0, -1.0),
                new transforms.PowerTransform(inner));
        }

        /// <summary>The first concentration, often called alpha.</summary>
        public Tensor concentration1 => Concentration1.alias();

        /// <summary>The second concentration, often called beta.</summary>
        public Tensor concentration0 => Concentration0.alias();

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.unit_interval;

        /// <inheritdoc/>
        public override Tensor mean => Moment(1);

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() =>
        {
            Tensor log = Concentration0.reciprocal() * (-Concentration0).log1p() -
                (-Concentration0 * Concentration1).log1p();
            return log.masked_fill(Concentration0.lt(1) | Concentration1.lt(1), double.NaN).exp();
        });

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => Moment(2) - Moment(1).pow(2));

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() =>
        {
            Tensor t1 = 1 - Concentration1.reciprocal();
            Tensor t0 = 1 - Concentration0.reciprocal();
            Tensor h0 = (Concentration0 + 1).digamma() + euler_constant;
            return t0 + t1 * h0 - Concentration1.log() - Concentration0.log();
        });

        private Tensor Moment(int power) => Scoped(() =>
        {
            Tensor first = 1 + power / Concentration1;
            Tensor log = first.lgamma() + Concentration0.lgamma() - (first + Concentration0).lgamma();
            return Concentration0 * log.exp();
        });

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Kumaraswamy(
                Concentration1.expand(batch_shape), Concentration0.expand(batch_shape), generator, false));
    }
}
