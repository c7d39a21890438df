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
            /// <summary>Laplace distributions: two exponential ones, back to back.</summary>
            /// <param name="loc">The mean.</param>
            /// <param name="scale">The scale.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Laplace Laplace(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null) =>
                new Laplace(loc, scale, generator, validate_args);

            /// <summary>Laplace distributions: two exponential ones, back to back.</summary>
            /// <param name="loc">The mean.</param>
            /// <param name="scale">The scale.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            public static Laplace Laplace(float loc, float scale, Generator? generator = null, bool? validate_args = null)
            {
                using Tensor first = tensor(loc);
                using Tensor second = tensor(scale);
                return new Laplace(first, second, generator, validate_args);
            }

            /// <summary>Laplace distributions: two exponential ones, back to back.</summary>
            /// <param name="loc">The mean.</param>
            /// <param name="scale">The scale.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            public static Laplace Laplace(double loc, double scale, Generator? generator = null, bool? validate_args = null)
            {
                using Tensor first = tensor(loc);
                using Tensor second = tensor(scale);
                return new Laplace(first, second, generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Laplace distributions: two exponential ones, back to back.</summary>
    public class Laplace : Distribution
    {
        internal readonly Tensor Loc;
        internal readonly Tensor Scale;

        /// <summary>Creates the distribution.</summary>
        /// <param name="loc">The mean.</param>
        /// <param name="scale">The scale.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Laplace(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null)
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

        /// <summary>The scale.</summary>
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
        public override Tensor variance => Scoped(() => 2 * Scale.pow(2));

        /// <inheritdoc/>
        public override Tensor stddev => Math.Sqrt(2) * Scale;

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() =>
            {
                Tensor u = EmptyLike(Loc, shape).uniform_(finfo(Loc.dtype).eps - 1, 1, generator);
                return Loc - Scale * u.sign() * (-u.abs()).log1p();
            });
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => -(2 * Scale).log() - (value - Loc).abs() / Scale);
        }

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
                0.5 - 0.5 * (value - Loc).sign() * (-(value - Loc).abs() / Scale).expm1());
        }

        /// <inheritdoc/>
        public override Tensor icdf(Tensor value)
        {
            Required(value, nameof(value));
            return Scoped(() =>
            {
                Tensor term = value - 0.5;
                return Loc - Scale * term.sign() * (-2 * term.abs()).log1p();
            });
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => 1 + (2 * Scale).log());

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Laplace(Loc.expand(batch_shape), Scale.expand(batch_shape), generator, false));
    }
}
