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
            /// <summary>Uniform distributions: of the numbers from a bound to another.</summary>
            /// <param name="low">The least value.</param>
            /// <param name="high">The bound of the values, which is not a value.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A parameter does not satisfy its constraint.</exception>
            public static Uniform Uniform(Tensor low, Tensor high, Generator? generator = null, bool? validate_args = null) =>
                new Uniform(low, high, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Uniform distributions: of the numbers from a bound to another.</summary>
    public class Uniform : Distribution
    {
        internal readonly Tensor Low;
        internal readonly Tensor High;

        /// <summary>Creates the distribution.</summary>
        /// <param name="low">The least value.</param>
        /// <param name="high">The bound of the values, which is not a value.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Uniform(Tensor low, Tensor high, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Low, High) = Together(low, high);
            Parameter(nameof(low), Low, new constraints._LessThan(High));
            Parameter(nameof(high), High, new constraints._GreaterThan(Low));
            Start(Low.shape);
        }

        /// <summary>The least value.</summary>
        public Tensor low => Low.alias();

        /// <summary>The bound of the values, which is not a value.</summary>
        public Tensor high => High.alias();

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => new constraints._Interval(Low, High);

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() => (High + Low) / 2);

        /// <inheritdoc/>
        public override Tensor mode => double.NaN * High;

        /// <inheritdoc/>
        public override Tensor stddev => Scoped(() => (High - Low) / Math.Sqrt(12));

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => (High - Low).pow(2) / 12);

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() => Low + RandLike(Low, shape, generator) * (High - Low));
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                Tensor inside = Low.le(value).type_as(Low).mul(High.gt(value).type_as(Low));
                return inside.log() - (High - Low).log();
            });
        }

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => ((value - Low) / (High - Low)).clamp(0, 1));
        }

        /// <inheritdoc/>
        public override Tensor icdf(Tensor value)
        {
            Required(value, nameof(value));
            return Scoped(() => value * (High - Low) + Low);
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => (High - Low).log());

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Uniform(Low.expand(batch_shape), High.expand(batch_shape), generator, false));
    }
}
