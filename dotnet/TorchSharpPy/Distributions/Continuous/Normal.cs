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
            /// <summary>Normal distributions: of Gauss.</summary>
            /// <param name="loc">The mean.</param>
            /// <param name="scale">The standard deviation.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Normal Normal(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null) =>
                new Normal(loc, scale, generator, validate_args);

            /// <summary>Normal distributions: of Gauss.</summary>
            /// <param name="loc">The mean.</param>
            /// <param name="scale">The standard deviation.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            public static Normal Normal(float loc, float scale, Generator? generator = null, bool? validate_args = null)
            {
                using Tensor first = tensor(loc);
                using Tensor second = tensor(scale);
                return new Normal(first, second, generator, validate_args);
            }

            /// <summary>Normal distributions: of Gauss.</summary>
            /// <param name="loc">The mean.</param>
            /// <param name="scale">The standard deviation.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            public static Normal Normal(double loc, double scale, Generator? generator = null, bool? validate_args = null)
            {
                using Tensor first = tensor(loc);
                using Tensor second = tensor(scale);
                return new Normal(first, second, generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Normal distributions: of Gauss.</summary>
    public class Normal : Distribution
    {
        internal readonly Tensor Loc;
        internal readonly Tensor Scale;

        /// <summary>Creates the distribution.</summary>
        /// <param name="loc">The mean.</param>
        /// <param name="scale">The standard deviation.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Normal(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Loc, Scale) = Together(loc, scale);
            Parameter(nameof(loc), Loc, constraints.real);
            Parameter(nameof(scale), Scale, constraints.positive);
            Start(Loc.shape);
        }

        /// <summary>The mean.</summary>
        public Tensor loc => Loc.alias();

        /// <summary>The standard deviation.</summary>
        public Tensor scale => Scale.alias();

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.real;

        /// <inheritdoc/>
        public override Tensor mean => Loc.alias();

        /// <inheritdoc/>
        public override Tensor mode => Loc.alias();

        /// <inheritdoc/>
        public override Tensor variance => Scale.pow(2);

        /// <inheritdoc/>
        public override Tensor stddev => Scale.alias();

        /// <inheritdoc/>
        public override Tensor sample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Drawn(() => normal(Loc.expand(shape), Scale.expand(shape), generator));
        }

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() => Loc + StandardNormal(Loc, shape, generator) * Scale);
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
                -(value - Loc).pow(2) / (2 * Scale.pow(2)) - Scale.log() - Math.Log(Math.Sqrt(2 * Math.PI)));
        }

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
                0.5 * (1 + ((value - Loc) * Scale.reciprocal() / Math.Sqrt(2)).erf()));
        }

        /// <inheritdoc/>
        public override Tensor icdf(Tensor value)
        {
            Required(value, nameof(value));
            return Scoped(() => Loc + Scale * (2 * value - 1).erfinv() * Math.Sqrt(2));
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => 0.5 + 0.5 * Math.Log(2 * Math.PI) + Scale.log());

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Normal(Loc.expand(batch_shape), Scale.expand(batch_shape), generator, false));
    }
}
