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
            /// <summary>The logits of relaxed Bernoulli distributions.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static LogitRelaxedBernoulli LogitRelaxedBernoulli(
                Tensor temperature, Tensor? probs = null, Tensor? logits = null, Generator? generator = null,
                bool? validate_args = null) =>
                new LogitRelaxedBernoulli(temperature, probs, logits, generator, validate_args);

            /// <summary>The logits of relaxed Bernoulli distributions.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static LogitRelaxedBernoulli LogitRelaxedBernoulli(
                Tensor temperature, float? probs, float? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new LogitRelaxedBernoulli(temperature, Number(probs), Number(logits), generator, validate_args);
            }

            /// <summary>The logits of relaxed Bernoulli distributions.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static LogitRelaxedBernoulli LogitRelaxedBernoulli(
                Tensor temperature, double? probs, double? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new LogitRelaxedBernoulli(temperature, Number(probs), Number(logits), generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The logits of relaxed Bernoulli distributions.</summary>
    public class LogitRelaxedBernoulli : Distribution
    {
        internal readonly Tensor Temperature;
        private readonly Odds odds;

        /// <summary>Creates the distribution.</summary>
        /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
        /// <param name="probs">The probabilities; or null, with logits.</param>
        /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public LogitRelaxedBernoulli(
            Tensor temperature, Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            odds = Own(new Odds(Odds.Only(probs, logits).alias(), isProbs: !(probs is null)));
            Parameter(odds.Name, odds.Given, odds.IsProbs ? (constraints.Constraint)constraints.unit_interval : constraints.real);
            Temperature = Own(Required(temperature, nameof(temperature)).alias());
            Start(odds.Given.shape);
        }

        /// <summary>How far samples are from whole numbers: less at lower temperatures.</summary>
        public Tensor temperature => Temperature.alias();

        /// <summary>The probabilities.</summary>
        public Tensor probs => odds.Probs.alias();

        /// <summary>The logarithms of the odds.</summary>
        public Tensor logits => odds.Logits.alias();

        /// <summary>The shape of the parameter.</summary>
        public Size param_shape => odds.Given.shape;

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.real;

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() =>
            {
                Tensor probs = ClampProbs(odds.Probs.expand(shape));
                Tensor uniforms = ClampProbs(RandLike(probs, shape, generator));
                return (uniforms.log() - (-uniforms).log1p() + probs.log() - (-probs).log1p()) / Temperature;
            });
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                (Tensor logits, Tensor values) = Together(odds.Logits, value);
                Tensor difference = logits - values.mul(Temperature);
                return Temperature.log() + difference - 2 * difference.exp().log1p();
            });
        }

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new LogitRelaxedBernoulli(
                Temperature, odds.ExpandedProbs(batch_shape), odds.ExpandedLogits(batch_shape), generator, false));
    }
}
