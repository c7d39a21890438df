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
            /// <summary>Bernoulli distributions: of 1 with a probability, and 0 otherwise.</summary>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static Bernoulli Bernoulli(
                Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null) =>
                new Bernoulli(probs, logits, generator, validate_args);

            /// <summary>Bernoulli distributions: of 1 with a probability, and 0 otherwise.</summary>
            /// <param name="probs">The probability; or null, with logits.</param>
            /// <param name="logits">The logarithm of the odds; or null, with a probability.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static Bernoulli Bernoulli(float? probs, float? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new Bernoulli(Number(probs), Number(logits), generator, validate_args);
            }

            /// <summary>Bernoulli distributions: of 1 with a probability, and 0 otherwise.</summary>
            /// <param name="probs">The probability; or null, with logits.</param>
            /// <param name="logits">The logarithm of the odds; or null, with a probability.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static Bernoulli Bernoulli(double? probs, double? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new Bernoulli(Number(probs), Number(logits), generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Bernoulli distributions: of 1 with a probability, and 0 otherwise.</summary>
    public class Bernoulli : Distribution
    {
        private readonly Odds odds;

        /// <summary>Creates the distribution.</summary>
        /// <param name="probs">The probabilities; or null, with logits.</param>
        /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Bernoulli(Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            odds = Own(new Odds(Odds.Only(probs, logits).alias(), isProbs: !(probs is null)));
            Parameter(odds.Name, odds.Given, odds.IsProbs ? (constraints.Constraint)constraints.unit_interval : constraints.real);
            Start(odds.Given.shape);
        }

        /// <summary>The probabilities.</summary>
        public Tensor probs => odds.Probs.alias();

        /// <summary>The logarithms of the odds.</summary>
        public Tensor logits => odds.Logits.alias();

        /// <summary>The shape of the parameter.</summary>
        public Size param_shape => odds.Given.shape;

        /// <inheritdoc/>
        public override bool has_enumerate_support => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.boolean;

        /// <inheritdoc/>
        public override Tensor mean => odds.Probs.alias();

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() =>
            odds.Probs.ge(0.5).to(odds.Probs.dtype).masked_fill(odds.Probs.eq(0.5), double.NaN));

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => odds.Probs * (1 - odds.Probs));

        /// <summary>The parameters, for divergences.</summary>
        internal Odds Odds => odds;

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Drawn(() => bernoulli(odds.Probs.expand(shape), generator));
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                (Tensor logits, Tensor values) = Together(odds.Logits, value);
                return -nn.functional.binary_cross_entropy_with_logits(logits, values, reduction: nn.Reduction.None);
            });
        }

        /// <inheritdoc/>
        public override Tensor entropy() =>
            nn.functional.binary_cross_entropy_with_logits(odds.Logits, odds.Probs, reduction: nn.Reduction.None);

        /// <inheritdoc/>
        public override Tensor enumerate_support(bool expand = true) =>
            Scoped(() => Enumerated(arange(2, odds.Given.dtype, odds.Given.device), Batch, expand));

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Bernoulli(odds.ExpandedProbs(batch_shape), odds.ExpandedLogits(batch_shape), generator, false));
    }
}
