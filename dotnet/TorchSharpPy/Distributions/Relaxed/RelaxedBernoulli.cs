using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.distributions;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>Relaxed Bernoulli distributions: of numbers from 0 to 1, near one of both at low temperatures.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static RelaxedBernoulli RelaxedBernoulli(
                Tensor temperature, Tensor? probs = null, Tensor? logits = null, Generator? generator = null,
                bool? validate_args = null) =>
                new RelaxedBernoulli(temperature, probs, logits, generator, validate_args);

            /// <summary>Relaxed Bernoulli distributions: of numbers from 0 to 1, near one of both at low temperatures.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static RelaxedBernoulli RelaxedBernoulli(
                Tensor temperature, float? probs, float? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new RelaxedBernoulli(temperature, Number(probs), Number(logits), generator, validate_args);
            }

            /// <summary>Relaxed Bernoulli distributions: of numbers from 0 to 1, near one of both at low temperatures.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities; or null, with logits.</param>
            /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static RelaxedBernoulli RelaxedBernoulli(
                Tensor temperature, double? probs, double? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new RelaxedBernoulli(temperature, Number(probs), Number(logits), generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Relaxed Bernoulli distributions: of numbers from 0 to 1, near one of both at low temperatures.</summary>
    public class RelaxedBernoulli : TransformedDistribution
    {
        /// <summary>Creates the distribution.</summary>
        /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
        /// <param name="probs">The probabilities; or null, with logits.</param>
        /// <param name="logits">The logarithms of the odds; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        internal RelaxedBernoulli(
            Tensor temperature, Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            Transform(new LogitRelaxedBernoulli(temperature, probs, logits, generator, validate_args), new transforms.SigmoidTransform());
        }

        private RelaxedBernoulli(LogitRelaxedBernoulli relaxed, Generator? generator)
            : base(generator, false) => Transform(relaxed, new transforms.SigmoidTransform());

        /// <summary>How far samples are from whole numbers: less at lower temperatures.</summary>
        public Tensor temperature => Relaxed.temperature;

        /// <summary>The probabilities.</summary>
        public Tensor probs => Relaxed.probs;

        /// <summary>The logarithms of the odds.</summary>
        public Tensor logits => Relaxed.logits;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.unit_interval;

        private LogitRelaxedBernoulli Relaxed => (LogitRelaxedBernoulli)base_distribution;

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new RelaxedBernoulli((LogitRelaxedBernoulli)base_distribution.expand(batch_shape), generator));
    }
}
