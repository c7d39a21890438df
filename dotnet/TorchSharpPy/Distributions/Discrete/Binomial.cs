using System;
using TorchSharpPy.Distributions;
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
            /// <summary>Binomial distributions: of the number of successes among trials.</summary>
            /// <param name="total_count">The numbers of trials.</param>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The parameters do not satisfy their constraints, or there are not either
            /// probs or logits.</exception>
            public static Binomial Binomial(
                Tensor total_count, Tensor? probs = null, Tensor? logits = null, Generator? generator = null,
                bool? validate_args = null) =>
                new Binomial(total_count, probs, logits, generator, validate_args);

            /// <summary>Binomial distributions: of the number of successes among trials.</summary>
            /// <param name="total_count">The numbers of trials.</param>
            /// <param name="probs">The probability; or null, with logits.</param>
            /// <param name="logits">The logarithm of the odds; or null, with a probability.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The parameters do not satisfy their constraints, or there are not either
            /// probs or logits.</exception>
            public static Binomial Binomial(
                int total_count, float? probs, float? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new Binomial(tensor(total_count), Number(probs), Number(logits), generator, validate_args);
            }

            /// <summary>Binomial distributions: of the number of successes among trials.</summary>
            /// <param name="total_count">The numbers of trials.</param>
            /// <param name="probs">The probability; or null, with logits.</param>
            /// <param name="logits">The logarithm of the odds; or null, with a probability.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The parameters do not satisfy their constraints, or there are not either
            /// probs or logits.</exception>
            public static Binomial Binomial(
                int total_count, double? probs, double? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new Binomial(tensor(total_count), Number(probs), Number(logits), generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Binomial distributions: of the number of successes among trials.</summary>
    public class Binomial : Distribution
    {
        internal readonly Tensor TotalCount;
        private readonly Odds odds;

        /// <summary>Creates the distribution.</summary>
        /// <param name="total_count">The numbers of trials.</param>
        /// <param name="probs">The probabilities; or null, with logits.</param>
        /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Binomial(
            Tensor total_count, Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor count, Tensor given) = Together(total_count, Odds.Only(probs, logits));
            odds = Own(new Odds(given, isProbs: !(probs is null)));
            TotalCount = Parameter(nameof(total_count), count.to(given.dtype).alias(), constraints.nonnegative_integer);
            Parameter(odds.Name, given, odds.IsProbs ? (constraints.Constraint)constraints.unit_interval : constraints.real);
            Start(given.shape);
        }

        /// <summary>The numbers of trials.</summary>
        public Tensor total_count => TotalCount.alias();

        /// <summary>The probabilities.</summary>
        public Tensor probs => odds.Probs.alias();

        /// <summary>The logarithms of the odds.</summary>
        public Tensor logits => odds.Logits.alias();

        /// <summary>The shape of the parameter.</summary>
        public Size param_shape => odds.Given.shape;

        /// <inheritdoc/>
        public override bool has_enumerate_support => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => new constraints._IntegerInterval((Bound)0.0, TotalCount);

        /// <inheritdoc/>
        public override Tensor mean => TotalCount * odds.Probs;

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() => ((TotalCount + 1) * odds.Probs).floor().clamp_max(TotalCount));

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => TotalCount * odds.Probs * (1 - odds.Probs));

        /// <summary>The parameters, for divergences.</summary>
        internal Odds Odds => odds;

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Drawn(() => binomial(TotalCount.expand(shape), odds.Probs.expand(shape), generator));
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return LogProb(value);
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() =>
        {
            Tensor logs = LogProb(enumerate_support(expand: false));
            return -(logs.exp() * logs).sum(0);
        });

        /// <inheritdoc/>
        public override Tensor enumerate_support(bool expand = true) => Scoped(() =>
        {
            double most = TotalCount.max().ToDouble();
            if (TotalCount.min().ToDouble() != most)
            {
                throw new NotSupportedException("The values can be listed only if all numbers of trials are equal.");
            }
            return Enumerated(arange(1 + (long)most, odds.Given.dtype, odds.Given.device), Batch, expand);
        });

        private Tensor LogProb(Tensor value) => Scoped(() =>
        {
            Tensor logits = odds.Logits;
            Tensor normalizer = TotalCount * ClampByZero(logits) + TotalCount * (-logits.abs()).exp().log1p() -
                (TotalCount + 1).lgamma();
            return value * logits - (value + 1).lgamma() - (TotalCount - value + 1).lgamma() - normalizer;
        });

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Binomial(
                TotalCount.expand(batch_shape), odds.ExpandedProbs(batch_shape), odds.ExpandedLogits(batch_shape), generator, false));
    }
}
