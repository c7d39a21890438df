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
            /// <summary>Weibull distributions: of times until failures.</summary>
            /// <param name="scale">The scale, often called lambda.</param>
            /// <param name="concentration">The shape, often called k.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Weibull Weibull(
                Tensor scale, Tensor concentration, Generator? generator = null, bool? validate_args = null) =>
                new Weibull(scale, concentration, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Weibull distributions: of times until failures.</summary>
    public class Weibull : TransformedDistribution
    {
        internal readonly Tensor Scale;
        internal readonly Tensor Concentration;
        private readonly Tensor inverse;

        /// <summary>Creates the distribution.</summary>
        /// <param name="scale">The scale, often called lambda.</param>
        /// <param name="concentration">The shape, often called k.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        internal Weibull(Tensor scale, Tensor concentration, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Scale, Concentration) = Together(scale, concentration);
            Parameter(nameof(scale), Scale, constraints.positive);
            Parameter(nameof(concentration), Concentration, constraints.positive);
            inverse = Own(Concentration.reciprocal());
            Transform(
                new Exponential(ones_like(Scale), generator, false),
                new transforms.PowerTransform(inverse),
                new transforms.AffineTransform(0, Scale));
        }

        /// <summary>The scale, often called lambda.</summary>
        public Tensor scale => Scale.alias();

        /// <summary>The shape, often called k.</summary>
        public Tensor concentration => Concentration.alias();

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.positive;

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() => Scale * (1 + inverse).lgamma().exp());

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() => Scale * ((Concentration - 1) / Concentration).pow(Concentration.reciprocal()));

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() =>
            Scale.pow(2) * ((1 + 2 * inverse).lgamma().exp() - (2 * (1 + inverse).lgamma()).exp()));

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() =>
            euler_constant * (1 - inverse) + (Scale * inverse).log() + 1);

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Weibull(Scale.expand(batch_shape), Concentration.expand(batch_shape), generator, false));
    }
}
