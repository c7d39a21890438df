using System;
using TorchSharpPy.Distributions;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>The Kullback-Leibler divergences of a distribution from another, in nats.</summary>
            /// <param name="p">The distribution over which the mean is taken.</param>
            /// <param name="q">The other one.</param>
            /// <exception cref="NotSupportedException">There is no formula for these classes, and none was registered.</exception>
            public static Tensor kl_divergence(Distribution p, Distribution q) => Divergences.Of(
                p ?? throw new ArgumentNullException(nameof(p)), q ?? throw new ArgumentNullException(nameof(q)));

            /// <summary>Registers the formula of <see cref="kl_divergence"/> for two classes, and those that derive from them.</summary>
            /// <param name="formula">The formula, in the place of a present one.</param>
            public static void register_kl<P, Q>(Func<P, Q, Tensor> formula)
                where P : Distribution
                where Q : Distribution => Divergences.Register(formula ?? throw new ArgumentNullException(nameof(formula)));
        }
    }
}
