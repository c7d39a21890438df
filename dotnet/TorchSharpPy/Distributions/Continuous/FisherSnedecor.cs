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
            /// <summary>Fisher-Snedecor distributions: of the ratio of two chi-squared numbers, each by its degrees of
            /// freedom.</summary>
            /// <param name="df1">The degrees of freedom of the numerator.</param>
            /// <param name="df2">The degrees of freedom of the denominator.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">The degrees of freedom are not positive.</exception>
            public static FisherSnedecor FisherSnedecor(
                Tensor df1, Tensor df2, Generator? generator = null, bool? validate_args = null) =>
                new FisherSnedecor(df1, df2, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Fisher-Snedecor distributions: of the ratio of two chi-squared numbers, each by its degrees of freedom.</summary>
    public class FisherSnedecor : Distribution
    {
        private readonly Tensor first;
        private readonly Tensor second;
        private readonly Gamma gamma1;
        private readonly Gamma gamma2;

        /// <summary>Creates the distribution.</summary>
        /// <param name="df1">The degrees of freedom of the numerator.</param>
        /// <param name="df2">The degrees of freedom of the denominator.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public FisherSnedecor(Tensor df1, Tensor df2, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            using DisposeScope scope = NewDisposeScope();
            (first, second) = Together(df1, df2);
            Parameter(nameof(df1), first, constraints.positive);
            Parameter(nameof(df2), second, constraints.positive);
            Start(first.shape);
            gamma1 = Own(new Gamma(first * 0.5, first, generator, false));
            gamma2 = Own(new Gamma(second * 0.5, second, generator, false));
        }

        /// <summary>The degrees of freedom of the numerator.</summary>
        public Tensor df1 => first.alias();

        /// <summary>The degrees of freedom of the denominator.</summary>
        public Tensor df2 => second.alias();

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.positive;

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() =>
        {
            Tensor defined = second.masked_fill(second.le(2), double.NaN);
            return defined / (defined - 2);
        });

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() =>
            ((first - 2) / first * second / (second + 2)).masked_fill(first.le(2), double.NaN));

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() =>
        {
            Tensor defined = second.masked_fill(second.le(4), double.NaN);
            return 2 * defined.pow(2) * (first + defined - 2) / (first * (defined - 2).pow(2) * (defined - 4));
        });

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape) => Scoped(() =>
        {
            double tiny = finfo(first.dtype).tiny;
            Tensor numerator = gamma1.rsample(sample_shape);
            Tensor denominator = gamma2.rsample(sample_shape).clamp_(min: tiny);
            return (numerator / denominator).clamp_(min: tiny);
        });

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                Tensor half1 = first * 0.5;
                Tensor half2 = second * 0.5;
                Tensor ratio = first / second;
                Tensor t1 = (half1 + half2).lgamma() - half1.lgamma() - half2.lgamma();
                Tensor t2 = half1 * ratio.log() + (half1 - 1) * value.log();
                Tensor t3 = (half1 + half2) * (ratio * value).log1p();
                return t1 + t2 - t3;
            });
        }

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new FisherSnedecor(first.expand(batch_shape), second.expand(batch_shape), generator, false));
    }
}
