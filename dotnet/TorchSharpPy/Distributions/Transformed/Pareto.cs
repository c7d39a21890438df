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
            /// <summary>Pareto distributions: of numbers above a scale, whose probability falls with a power.</summary>
            /// <param name="scale">The least value.</param>
            /// <param name="alpha">The power.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Pareto Pareto(Tensor scale, Tensor alpha, Generator? generator = null, bool? validate_args = null) =>
                new Pareto(scale, alpha, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Pareto distributions: of numbers above a scale, whose probability falls with a power.</summary>
    public class Pareto : TransformedDistribution
    {
        internal readonly Tensor Scale;
        internal readonly Tensor Alpha;

        /// <summary>Creates the distribution.</summary>
        /// <param name="scale">The least value.</param>
        /// <param name="alpha">The power.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        internal Pareto(Tensor scale, Tensor alpha, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Scale, Alpha) = Together(scale, alpha);
            Parameter(nameof(scale), Scale, constraints.positive);
            Parameter(nameof(alpha), Alpha, constraints.positive);
            Transform(new Exponential(Alpha, generator, false), new transforms.ExpTransform(), new transforms.AffineTransform(0, Scale));
        }

        /// <summary>The least value.</summary>
        public Tensor scale => Scale.alias();

        /// <summary>The power.</summary>
        public Tensor alpha => Alpha.alias();

        /// <inheritdoc/>
        public override constraints.Constraint support => new constraints._GreaterThanEq(Scale);

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() =>
        {
            Tensor a = Alpha.clamp(min: 1);
            return a * Scale / (a - 1);
        });

        /// <inheritdoc/>
        public override Tensor mode => Scale.alias();

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() =>
        {
            Tensor a = Alpha.clamp(min: 2);
            return Scale.pow(2) * a / ((a - 1).pow(2) * (a - 2));
        });

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => (Scale / Alpha).log() + (1 + Alpha.reciprocal()));

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Pareto(Scale.expand(batch_shape), Alpha.expand(batch_shape), generator, false));
    }
}
