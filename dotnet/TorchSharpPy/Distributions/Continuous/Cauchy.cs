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
            /// <summary>Cauchy distributions: of the ratio of two normal numbers. They have no mean.</summary>
            /// <param name="loc">The median.</param>
            /// <param name="scale">Half the distance between the quartiles.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Cauchy Cauchy(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null) =>
                new Cauchy(loc, scale, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Cauchy distributions: of the ratio of two normal numbers. They have no mean.</summary>
    public class Cauchy : Distribution
    {
        internal readonly Tensor Loc;
        internal readonly Tensor Scale;

        /// <summary>Creates the distribution.</summary>
        /// <param name="loc">The median.</param>
        /// <param name="scale">Half the distance between the quartiles.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Cauchy(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Loc, Scale) = Together(loc, scale);
            Parameter(nameof(loc), Loc, constraints.real);
            Parameter(nameof(scale), Scale, constraints.positive);
            Start(Loc.shape);
        }

        /// <summary>The median.</summary>
        public Tensor loc => Loc.alias();

        /// <summary>Half the distance between the quartiles.</summary>
        public Tensor scale => Scale.alias();

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.real;

        /// <inheritdoc/>
        public override Tensor mean => FullLike(Loc, Batch, double.NaN);

        /// <inheritdoc/>
        public override Tensor mode => Loc.alias();

        /// <inheritdoc/>
        public override Tensor variance => FullLike(Loc, Batch, double.PositiveInfinity);

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() => Loc + EmptyLike(Loc, shape).cauchy_(generator: generator) * Scale);
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
                -Math.Log(Math.PI) - Scale.log() - ((value - Loc) / Scale).pow(2).log1p());
        }

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => ((value - Loc) / Scale).atan() / Math.PI + 0.5);
        }

        /// <inheritdoc/>
        public override Tensor icdf(Tensor value)
        {
            Required(value, nameof(value));
            return Scoped(() => (Math.PI * (value - 0.5)).tan() * Scale + Loc);
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => Math.Log(4 * Math.PI) + Scale.log());

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Cauchy(Loc.expand(batch_shape), Scale.expand(batch_shape), generator, false));
    }
}
