using System;
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
            /// <summary>Multinomial distributions: of how often each class occurs in trials.</summary>
            /// <param name="total_count">The number of trials.</param>
            /// <param name="probs">The probabilities of the classes, along the last dimension, or numbers in proportion to
            /// them; or null, with logits.</param>
            /// <param name="logits">The logarithms of such numbers; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The parameters do not satisfy their constraints, or there are not either
            /// probs or logits.</exception>
            public static Multinomial Multinomial(
                int total_count, Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null) =>
                new Multinomial(total_count, probs, logits, generator, validate_args);

            /// <summary>Multinomial distributions: of how often each class occurs in trials.</summary>
            /// <param name="total_count">The number of trials.</param>
            /// <param name="categories">The number of classes, which are equally likely.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A number is negative, or there are no classes.</exception>
            public static Multinomial Multinomial(
                int total_count, int categories, Generator? generator = null, bool? validate_args = null)
            {
                using Tensor probs = Equal(categories, nameof(categories));
                return new Multinomial(total_count, probs, null, generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Multinomial distributions: of how often each class occurs in trials.</summary>
    public class Multinomial : Distribution
    {
        private readonly Categorical categorical;
        private readonly int count;

        /// <summary>Creates the distribution.</summary>
        /// <param name="total_count">The number of trials.</param>
        /// <param name="probs">The probabilities of the classes, along the last dimension, or numbers in proportion to
        /// them; or null, with logits.</param>
        /// <param name="logits">The logarithms of such numbers; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Multinomial(
            int total_count, Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            count = total_count >= 0 ? total_count : throw new ArgumentOutOfRangeException(
                nameof(total_count), total_count, "The number of trials must not be negative.");
            categorical = Started(new Categorical(probs, logits, generator, validate_args));
        }

        private Multinomial(int count, Categorical categorical, Generator? generator)
            : base(generator, false)
        {
            this.count = count;
            this.categorical = Started(categorical);
        }

        /// <summary>The number of trials.</summary>
        public int total_count => count;

        /// <summary>The probabilities of the classes, which sum up to 1.</summary>
        public Tensor probs => categorical.Odds.Probs.alias();

        /// <summary>Their logarithms.</summary>
        public Tensor logits => categorical.Odds.Logits.alias();

        /// <summary>The shape of the parameter.</summary>
        public Size param_shape => categorical.Odds.Given.shape;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.multinomial(count);

        /// <inheritdoc/>
        public override Tensor mean => categorical.Odds.Probs * count;

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => count * categorical.Odds.Probs * (1 - categorical.Odds.Probs));

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Drawn(() =>
            {
                Tensor drawn = categorical.rsample(sample_shape.Prepend((long)count).ToArray()).movedim(0, -1);
                Tensor counts = zeros(shape, drawn.dtype, drawn.device).scatter_add_(-1, drawn, ones_like(drawn));
                return counts.to(categorical.Odds.Given.dtype);
            });
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                (Tensor logits, Tensor values) = Together(categorical.Odds.Logits, value);
                Tensor bounded = logits.masked_fill(values.eq(0) & logits.eq(double.NegativeInfinity), 0);
                return (values.sum(-1) + 1).lgamma() - (values + 1).lgamma().sum(-1) + (bounded * values).sum(-1);
            });
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() =>
        {
            Tensor probs = categorical.Odds.Probs;
            Tensor number = probs.new_full(Array.Empty<long>(), count);
            Tensor ofClasses = number * categorical.entropy() - (number + 1).lgamma();
            using var trials = new Binomial(number, probs, null, generator, false);
            Tensor values = trials.enumerate_support(expand: false).narrow(0, 1, count);
            Tensor ofCounts = trials.log_prob(values).exp() * (values + 1).lgamma();
            return ofClasses + ofCounts.sum(new long[] { 0, -1 });
        });

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Multinomial(count, categorical.Larger(batch_shape, generator), generator));

        private Categorical Started(Categorical classes)
        {
            Start(classes.Batch, new[] { classes.Classes });
            return Own(classes);
        }
    }
}
