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
            /// <summary>Geometric distributions: of the number of failures before the first success.</summary>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static Geometric Geometric(
                Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null) =>
                new Geometric(probs, logits, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Geometric distributions: of the number of failures before the first success.</summary>
    public class Geometric : Distribution
    {
        private readonly Odds odds;

        /// <summary>Creates the distribution.</summary>
        /// <param name="probs">The probabilities; or null, with logits.</param>
        /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Geometric(Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            odds = Own(new Odds(Odds.Only(probs, logits).alias(), isProbs: !(probs is null)));
            Parameter(odds.Name, odds.Given, odds.IsProbs ? (constraints.Constraint)constraints.unit_interval : constraints.real);
            if (Validates && odds.IsProbs)
            {
                Validate(nameof(probs), odds.Given, constraints.positive);
            }
            Start(odds.Given.shape);
        }

        /// <summary>The probabilities.</summary>
        public Tensor probs => odds.Probs.alias();

        /// <summary>The logarithms of the odds.</summary>
        public Tensor logits => odds.Logits.alias();

        /// <summary>The shape of the parameter.</summary>
        public Size param_shape => odds.Given.shape;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.nonnegative_integer;

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() => 1.0 / odds.Probs - 1.0);

        /// <inheritdoc/>
        public override Tensor mode => zeros_like(odds.Probs);

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => (1.0 / odds.Probs - 1.0) / odds.Probs);

        /// <summary>The parameters, for divergences.</summary>
        internal Odds Odds => odds;

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Drawn(() =>
            {
                Tensor u = EmptyLike(odds.Probs, shape).uniform_(finfo(odds.Probs.dtype).tiny, 1, generator);
                return (u.log() / (-odds.Probs).log1p()).floor();
            });
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                (Tensor values, Tensor probs) = Together(value, odds.Probs);
                Tensor bounded = probs.masked_fill(probs.eq(1) & values.eq(0), 0);
                return values * (-bounded).log1p() + odds.Probs.log();
            });
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() =>
            nn.functional.binary_cross_entropy_with_logits(odds.Logits, odds.Probs, reduction: nn.Reduction.None) / odds.Probs);

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Geometric(odds.ExpandedProbs(batch_shape), odds.ExpandedLogits(batch_shape), generator, false));
    }
}
