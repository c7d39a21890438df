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
            /// <summary>Log-normal distributions: of numbers whose logarithms are normal.</summary>
            /// <param name="loc">The mean of the logarithm.</param>
            /// <param name="scale">The standard deviation of the logarithm.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static LogNormal LogNormal(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null) =>
                new LogNormal(loc, scale, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Log-normal distributions: of numbers whose logarithms are normal.</summary>
    public class LogNormal : TransformedDistribution
    {
        internal readonly Tensor Loc;
        internal readonly Tensor Scale;

        /// <summary>Creates the distribution.</summary>
        /// <param name="loc">The mean of the logarithm.</param>
        /// <param name="scale">The standard deviation of the logarithm.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        internal LogNormal(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Loc, Scale) = Together(loc, scale);
            Parameter(nameof(loc), Loc, constraints.real);
            Parameter(nameof(scale), Scale, constraints.positive);
            Transform(new Normal(Loc, Scale, generator, false), new transforms.ExpTransform());
        }

        /// <summary>The mean of the logarithm.</summary>
        public Tensor loc => Loc.alias();

        /// <summary>The standard deviation of the logarithm.</summary>
        public Tensor scale => Scale.alias();

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.positive;

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() => (Loc + Scale.pow(2) / 2).exp());

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() => (Loc - Scale.square()).exp());

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() =>
        {
            Tensor squared = Scale.pow(2);
            return squared.expm1() * (2 * Loc + squared).exp();
        });

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => base_distribution.entropy() + Loc);

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new LogNormal(Loc.expand(batch_shape), Scale.expand(batch_shape), generator, false));
    }
}
