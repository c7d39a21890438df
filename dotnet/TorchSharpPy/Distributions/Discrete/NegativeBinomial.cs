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
            /// <summary>Negative binomial distributions: of the number of successes before so many failures.</summary>
            /// <param name="total_count">The numbers of failures to stop at.</param>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static NegativeBinomial NegativeBinomial(
                Tensor total_count, Tensor? probs = null, Tensor? logits = null, Generator? generator = null,
                bool? validate_args = null) =>
                new NegativeBinomial(total_count, probs, logits, generator, validate_args);

            /// <summary>Negative binomial distributions: of the number of successes before so many failures.</summary>
            /// <param name="total_count">The numbers of failures to stop at.</param>
            /// <param name="probs">The probability; or null, with logits.</param>
            /// <param name="logits">The logarithm of the odds; or null, with a probability.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static NegativeBinomial NegativeBinomial(
                int total_count, float? probs, float? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new NegativeBinomial(tensor(total_count), Number(probs), Number(logits), generator, validate_args);
            }

            /// <summary>Negative binomial distributions: of the number of successes before so many failures.</summary>
            /// <param name="total_count">The numbers of failures to stop at.</param>
            /// <param name="probs">The probability; or null, with logits.</param>
            /// <param name="logits">The logarithm of the odds; or null, with a probability.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static NegativeBinomial NegativeBinomial(
                int total_count, double? probs, double? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new NegativeBinomial(tensor(total_count), Number(probs), Number(logits), generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Negative binomial distributions: of the number of successes before so many failures.</summary>
    public class NegativeBinomial : Distribution
    {
        internal readonly Tensor TotalCount;
        private readonly Odds odds;

        /// <summary>Creates the distribution.</summary>
        /// <param name="total_count">The numbers of failures to stop at.</param>
        /// <param name="probs">The probabilities; or null, with logits.</param>
        /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public NegativeBinomial(
            Tensor total_count, Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor count, Tensor given) = Together(total_count, Odds.Only(probs, logits));
            odds = Own(new Odds(given, isProbs: !(probs is null)));
            TotalCount = Parameter(nameof(total_count), count.to(given.dtype).alias(), constraints.nonnegative);
            Parameter(odds.Name, given, odds.IsProbs ? (constraints.Constraint)constraints.half_open_interval(0.0, 1.0) : constraints.real);
            Start(given.shape);
        }

        /// <summary>The numbers of failures to stop at.</summary>
        public Tensor total_count => TotalCount.alias();

        /// <summary>The probabilities.</summary>
        public Tensor probs => odds.Probs.alias();

        /// <summary>The logarithms of the odds.</summary>
        public Tensor logits => odds.Logits.alias();

        /// <summary>The shape of the parameter.</summary>
        public Size param_shape => odds.Given.shape;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.nonnegative_integer;

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() => TotalCount * odds.Logits.exp());

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() => ((TotalCount - 1) * odds.Logits.exp()).floor().clamp(min: 0.0));

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => TotalCount * odds.Logits.exp() / (-odds.Logits).sigmoid());

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape) => Drawn(() =>
        {
            using var rates = new Gamma(TotalCount, (-odds.Logits).exp(), generator, false);
            return poisson(rates.rsample(sample_shape), generator);
        });

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                Tensor logits = odds.Logits;
                Tensor unnormalized = TotalCount * nn.functional.logsigmoid(-logits) + value * nn.functional.logsigmoid(logits);
                Tensor normalization = -(TotalCount + value).lgamma() + (1.0 + value).lgamma() + TotalCount.lgamma();
                return unnormalized - normalization.masked_fill((TotalCount + value).eq(0.0), 0.0);
            });
        }

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new NegativeBinomial(
                TotalCount.expand(batch_shape), odds.ExpandedProbs(batch_shape), odds.ExpandedLogits(batch_shape), generator, false));
    }
}
