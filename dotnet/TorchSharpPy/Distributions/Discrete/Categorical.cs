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
            /// <summary>Categorical distributions: of the number of a class, from 0.</summary>
            /// <param name="probs">The probabilities of the classes, along the last dimension, or numbers in proportion to
            /// them; or null, with logits.</param>
            /// <param name="logits">The logarithms of such numbers; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The parameters do not satisfy their constraints, or there are not either
            /// probs or logits.</exception>
            public static Categorical Categorical(
                Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null) =>
                new Categorical(probs, logits, generator, validate_args);

            /// <summary>Categorical distributions: of the number of a class, from 0.</summary>
            /// <param name="categories">The number of classes, which are equally likely.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The number of classes is not positive.</exception>
            public static Categorical Categorical(int categories, Generator? generator = null, bool? validate_args = null)
            {
                using Tensor probs = Equal(categories, nameof(categories));
                return new Categorical(probs, null, generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Categorical distributions: of the number of a class, from 0.</summary>
    public class Categorical : Distribution
    {
        /// <summary>The parameters, whose last dimension are the classes.</summary>
        internal readonly Odds Odds;

        /// <summary>Creates the distribution.</summary>
        /// <param name="probs">The probabilities of the classes, along the last dimension, or numbers in proportion to
        /// them; or null, with logits.</param>
        /// <param name="logits">The logarithms of such numbers; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Categorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            Tensor given = Odds.Only(probs, logits);
            if (given.dim() < 1)
            {
                throw new ArgumentException(
                    "Expected the numbers of at least one class, not a single number.", probs is null ? nameof(logits) : nameof(probs));
            }
            using DisposeScope scope = NewDisposeScope();
            Tensor normalized = probs is null ? given - given.logsumexp(-1, true) : given / given.sum(-1, true);
            Odds = Normalized(new Odds(normalized, isProbs: !(probs is null), isBinary: false));
        }

        /// <summary>Creates a distribution whose parameters sum up to 1.</summary>
        internal Categorical(Odds odds, Generator? generator, bool? validate_args)
            : base(generator, validate_args) => Odds = Normalized(odds);

        /// <summary>The probabilities of the classes, which sum up to 1.</summary>
        public Tensor probs => Odds.Probs.alias();

        /// <summary>Their logarithms.</summary>
        public Tensor logits => Odds.Logits.alias();

        /// <summary>The shape of the parameter.</summary>
        public Size param_shape => Odds.Given.shape;

        /// <inheritdoc/>
        public override bool has_enumerate_support => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.integer_interval(0, Classes - 1);

        /// <inheritdoc/>
        public override Tensor mean => FullLike(Odds.Given, Batch, double.NaN);

        /// <inheritdoc/>
        public override Tensor mode => Odds.Probs.argmax(-1);

        /// <inheritdoc/>
        public override Tensor variance => FullLike(Odds.Given, Batch, double.NaN);

        /// <summary>The number of classes.</summary>
        internal long Classes => Odds.Given.size(-1);

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Drawn(() =>
            {
                Tensor rows = Odds.Probs.reshape(-1, Classes);
                return rows.multinomial(new Size(sample_shape).numel(), true, generator).t().reshape(shape);
            });
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
            Tensor logits = Odds.Logits.clamp(min: finfo(Odds.Given.dtype).min);
            return -(logits * Odds.Probs).sum(-1);
        });

        /// <inheritdoc/>
        public override Tensor enumerate_support(bool expand = true) =>
            Scoped(() => Enumerated(arange(Classes, ScalarType.Int64, Odds.Given.device), Batch, expand));

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => Larger(batch_shape, generator));

        /// <summary>The same for a larger batch.</summary>
        internal Categorical Larger(Size batch_shape, Generator? generator) => new Categorical(
            new Odds(Odds.Given.expand(batch_shape + new Size(Classes)), Odds.IsProbs, isBinary: false), generator, false);

        /// <summary>The logarithms of the probabilities, of classes that were checked.</summary>
        internal Tensor LogProb(Tensor value) => Scoped(() =>
        {
            (Tensor classes, Tensor logs) = Together(value.to(ScalarType.Int64).unsqueeze(-1), Odds.Logits);
            return logs.gather(-1, classes.narrow(-1, 0, 1)).squeeze(-1);
        });

        private Odds Normalized(Odds odds)
        {
            Parameter(odds.Name, odds.Given, odds.IsProbs ? (constraints.Constraint)constraints.simplex : constraints.real_vector);
            Start(odds.Given.shape.SkipLast(1).ToArray());
            return Own(odds);
        }
    }
}
