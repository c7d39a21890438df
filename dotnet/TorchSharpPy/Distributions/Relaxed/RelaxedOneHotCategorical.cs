using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.distributions;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>Relaxed categorical distributions: of vectors near one with a 1 at the class, at low temperatures.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities of the classes, along the last dimension; or null, with logits.</param>
            /// <param name="logits">Their logarithms; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static RelaxedOneHotCategorical RelaxedOneHotCategorical(
                Tensor temperature, Tensor? probs = null, Tensor? logits = null, Generator? generator = null,
                bool? validate_args = null) =>
                new RelaxedOneHotCategorical(temperature, probs, logits, generator, validate_args);

            /// <summary>Relaxed categorical distributions: of vectors near one with a 1 at the class, at low temperatures.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities of the classes, along the last dimension; or null, with logits.</param>
            /// <param name="logits">Their logarithms; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static RelaxedOneHotCategorical RelaxedOneHotCategorical(
                Tensor temperature, float? probs, float? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new RelaxedOneHotCategorical(temperature, Vector(probs), Vector(logits), generator, validate_args);
            }

            /// <summary>Relaxed categorical distributions: of vectors near one with a 1 at the class, at low temperatures.</summary>
            /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
            /// <param name="probs">The probabilities of the classes, along the last dimension; or null, with logits.</param>
            /// <param name="logits">Their logarithms; or null, with probabilities.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">A parameter does not satisfy its constraint, or not exactly one of
            /// probs and logits is given.</exception>
            public static RelaxedOneHotCategorical RelaxedOneHotCategorical(
                Tensor temperature, double? probs, double? logits, Generator? generator = null, bool? validate_args = null)
            {
                using DisposeScope scope = NewDisposeScope();
                return new RelaxedOneHotCategorical(temperature, Vector(probs), Vector(logits), generator, validate_args);
            }
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Relaxed categorical distributions: of vectors near one with a 1 at the class, at low temperatures.</summary>
    public class RelaxedOneHotCategorical : TransformedDistribution
    {
        /// <summary>Creates the distribution.</summary>
        /// <param name="temperature">How far samples are from whole numbers: less at lower temperatures.</param>
        /// <param name="probs">The probabilities of the classes, along the last dimension; or null, with logits.</param>
        /// <param name="logits">Their logarithms; or null, with probabilities.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        internal RelaxedOneHotCategorical(
            Tensor temperature, Tensor? probs = null, Tensor? logits = null, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            Transform(new ExpRelaxedCategorical(temperature, probs, logits, generator, validate_args), new transforms.ExpTransform());
        }

        private RelaxedOneHotCategorical(ExpRelaxedCategorical relaxed, Generator? generator)
            : base(generator, false) => Transform(relaxed, new transforms.ExpTransform());

        /// <summary>How far samples are from whole numbers: less at lower temperatures.</summary>
        public Tensor temperature => Relaxed.temperature;

        /// <summary>The probabilities.</summary>
        public Tensor probs => Relaxed.probs;

        /// <summary>Their logarithms.</summary>
        public Tensor logits => Relaxed.logits;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.simplex;

        private ExpRelaxedCategorical Relaxed => (ExpRelaxedCategorical)base_distribution;

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new RelaxedOneHotCategorical((ExpRelaxedCategorical)base_distribution.expand(batch_shape), generator));
    }
}
