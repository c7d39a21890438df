using System.Linq;
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
            /// <summary>Categorical distributions: of vectors with a 1 at the class, and 0 elsewhere.</summary>
            /// <param name="probs">The probabilities of the classes, along the last dimension, or numbers in proportion to
            /// them; or null, with logits.</param>
            /// <param name="logits">The logarithms of such numbers; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static OneHotCategorical OneHotCategorical(
                Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null) =>
                new OneHotCategorical(probs, logits, generator, validate_args);

            /// <summary>Categorical distributions: of vectors with a 1 at the class, and 0 elsewhere.</summary>
            /// <param name="probs">A number of one class; or null, with a logit.</param>
            /// <param name="logits">Its logarithm; or null, with a number.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static OneHotCategorical OneHotCategorical(
                float? probs, float? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new OneHotCategorical(Vector(probs), Vector(logits), generator, validate_args);
            }

            /// <summary>Categorical distributions: of vectors with a 1 at the class, and 0 elsewhere.</summary>
            /// <param name="probs">A number of one class; or null, with a logit.</param>
            /// <param name="logits">Its logarithm; or null, with a number.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static OneHotCategorical OneHotCategorical(
                double? probs, double? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new OneHotCategorical(Vector(probs), Vector(logits), generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Categorical distributions: of vectors with a 1 at the class, and 0 elsewhere.</summary>
    public class OneHotCategorical : Distribution
    {
        private readonly Categorical categorical;

        /// <summary>Creates the distribution.</summary>
        /// <param name="probs">The probabilities of the classes, along the last dimension, or numbers in proportion to
        /// them; or null, with logits.</param>
        /// <param name="logits">The logarithms of such numbers; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public OneHotCategorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            categorical = Started(new Categorical(probs, logits, generator, validate_args));
        }

        private OneHotCategorical(Categorical categorical, Generator? generator)
            : base(generator, false) => this.categorical = Started(categorical);

        /// <summary>The probabilities of the classes, which sum up to 1.</summary>
        public Tensor probs => categorical.Odds.Probs.alias();

        /// <summary>Their logarithms.</summary>
        public Tensor logits => categorical.Odds.Logits.alias();

        /// <summary>The shape of the parameter.</summary>
        public Size param_shape => categorical.Odds.Given.shape;

        /// <inheritdoc/>
        public override bool has_enumerate_support => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.one_hot;

        /// <inheritdoc/>
        public override Tensor mean => categorical.probs;

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() => OneHot(categorical.mode));

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => categorical.Odds.Probs * (1 - categorical.Odds.Probs));

        /// <summary>The distribution of the classes.</summary>
        internal Categorical Classes => categorical;

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape) => Scoped(() => OneHot(categorical.rsample(sample_shape)));

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() => categorical.LogProb(value.max(-1).indices));
        }

        /// <inheritdoc/>
        public override Tensor entropy() => categorical.entropy();

        /// <inheritdoc/>
        public override Tensor enumerate_support(bool expand = true) => Scoped(() =>
        {
            Tensor given = categorical.Odds.Given;
            long n = categorical.Classes;
            Tensor rows = eye(n, given.dtype, given.device).reshape(Batch.Select(_ => 1L).Prepend(n).Append(n).ToArray());
            return expand ? rows.expand(Batch.Prepend(n).Append(n).ToArray()) : rows;
        });

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new OneHotCategorical(categorical.Larger(batch_shape, generator), generator));

        private Categorical Started(Categorical classes)
        {
            Start(classes.Batch, new[] { classes.Classes });
            return Own(classes);
        }

        private Tensor OneHot(Tensor classes) =>
            nn.functional.one_hot(classes, categorical.Classes).to(categorical.Odds.Given.dtype);
    }
}
