using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.distributions;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>Chi-squared distributions: of the sum of squares of normal numbers.</summary>
            /// <param name="df">The degrees of freedom.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="System.ArgumentException">The degrees of freedom are not positive.</exception>
            public static Chi2 Chi2(Tensor df, Generator? generator = null, bool? validate_args = null) =>
                new Chi2(df, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Chi-squared distributions: of the sum of squares of normal numbers.</summary>
    public class Chi2 : Gamma
    {
        /// <summary>Creates the distribution.</summary>
        /// <param name="df">The degrees of freedom.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Chi2(Tensor df, Generator? generator = null, bool? validate_args = null)
            : base(df, generator, validate_args)
        {
        }

        /// <summary>The degrees of freedom.</summary>
        public Tensor df => Concentration * 2;

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Chi2(Concentration.expand(batch_shape) * 2, generator, false));
    }
}
