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
            /// <summary>The logarithms of relaxed categorical distributions.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities of the classes, along the last dimension, or numbers in proportion to
            /// them; or null, with logits.</param>
            /// <param name="logits">The logarithms of such numbers; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static ExpRelaxedCategorical ExpRelaxedCategorical(
                Tensor temperature, Tensor? probs = null, Tensor? logits = null, Generator? generator = null,
                bool? validate_args = null) =>
                new ExpRelaxedCategorical(temperature, probs, logits, generator, validate_args);

            /// <summary>The logarithms of relaxed categorical distributions.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">A number of one class; or null, with a logit.</param>
            /// <param name="logits">Its logarithm; or null, with a number.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static ExpRelaxedCategorical ExpRelaxedCategorical(
                Tensor temperature, float? probs, float? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new ExpRelaxedCategorical(temperature, Vector(probs), Vector(logits), generator, validate_args);
            }

            /// <summary>The logarithms of relaxed categorical distributions.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">A number of one class; or null, with a logit.</param>
            /// <param name="logits">Its logarithm; or null, with a number.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static ExpRelaxedCategorical ExpRelaxedCategorical(
                Tensor temperature, double? probs, double? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new ExpRelaxedCategorical(temperature, Vector(probs), Vector(logits), generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The logarithms of relaxed categorical distributions.</summary>
    public class ExpRelaxedCategorical : Distribution
    {
        internal readonly Tensor Temperature;
        private readonly Categorical categorical;

        /// <summary>Creates the distribution.</summary>
        /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
        /// <param name="probs">The probabilities of the classes, along the last dimension, or numbers in proportion to
        /// them; or null, with logits.</param>
        /// <param name="logits">The logarithms of such numbers; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        internal ExpRelaxedCategorical(
            Tensor temperature, Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            Required(temperature, nameof(temperature));
            categorical = Started(new Categorical(probs, logits, generator, validate_args));
            Temperature = Own(temperature.alias());
        }

        private ExpRelaxedCategorical(Tensor temperature, Categorical categorical, Generator? generator)
            : base(generator, false)
        {
            this.categorical = Started(categorical);
            Temperature = Own(temperature.alias());
        }

        /// <summary>How far samples are from whole numbers: less at lower temperatures.</summary>
        public Tensor temperature => Temperature.alias();

        /// <summary>The probabilities of the classes, which sum up to 1.</summary>
        public Tensor probs => categorical.Odds.Probs.alias();

        /// <summary>Their logarithms.</summary>
        public Tensor logits => categorical.Odds.Logits.alias();

        /// <summary>The shape of the parameter.</summary>
        public Size param_shape => categorical.Odds.Given.shape;

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.real_vector;

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() =>
            {
                Tensor uniforms = ClampProbs(RandLike(categorical.Odds.Given, shape, generator));
                Tensor scores = (categorical.Odds.Logits + -((-uniforms.log()).log())) / Temperature;
                return scores - scores.logsumexp(-1, true);
            });
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                long classes = categorical.Classes;
                (Tensor logits, Tensor values) = Together(categorical.Odds.Logits, value);
                Tensor logScale = Temperature.full_like((double)classes).lgamma() - Temperature.log().mul(-(classes - 1));
                Tensor score = logits - values.mul(Temperature);
                return (score - score.logsumexp(-1, true)).sum(-1) + logScale;
            });
        }

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new ExpRelaxedCategorical(Temperature, categorical.Larger(batch_shape, generator), generator));

        private Categorical Started(Categorical classes)
        {
            Start(classes.Batch, new[] { classes.Classes });
            return Own(classes);
        }
    }
}
