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
            /// <summary>Gumbel distributions: of the greatest of many numbers.</summary>
            /// <param name="loc">The location.</param>
            /// <param name="scale">The scale.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Gumbel Gumbel(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null) =>
                new Gumbel(loc, scale, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Gumbel distributions: of the greatest of many numbers.</summary>
    public class Gumbel : TransformedDistribution
    {
        internal readonly Tensor Loc;
        internal readonly Tensor Scale;

        /// <summary>Creates the distribution.</summary>
        /// <param name="loc">The location.</param>
        /// <param name="scale">The scale.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        internal Gumbel(Tensor loc, Tensor scale, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Loc, Scale) = Together(loc, scale);
            Parameter(nameof(loc), Loc, constraints.real);
            Parameter(nameof(scale), Scale, constraints.positive);
            FInfo type = finfo(Loc.dtype);
            var bounds = new Uniform(Loc.full_like(type.tiny), Loc.full_like(1 - type.eps), generator, false);
            Tensor flipped = Own(-ones_like(Scale));
            Tensor negated = Own(-Scale);
            transforms.Transform log = new transforms.ExpTransform().inv;
            Transform(bounds, log, new transforms.AffineTransform(0, flipped), log, new transforms.AffineTransform(Loc, negated));
        }

        /// <summary>The location.</summary>
        public Tensor loc => Loc.alias();

        /// <summary>The scale.</summary>
        public Tensor scale => Scale.alias();

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.real;

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() => Loc + Scale * euler_constant);

        /// <inheritdoc/>
        public override Tensor mode => Loc.alias();

        /// <inheritdoc/>
        public override Tensor stddev => (Math.PI / Math.Sqrt(6)) * Scale;

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => stddev.pow(2));

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                Tensor y = (Loc - value) / Scale;
                return (y - y.exp()) - Scale.log();
            });
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => Scale.log() + (1 + euler_constant));

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Gumbel(Loc.expand(batch_shape), Scale.expand(batch_shape), generator, false));
    }
}
