using System;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.distributions;
using Formulas = System.Collections.Generic.Dictionary<
    (System.Type P, System.Type Q), System.Func<
        TorchSharpPy.torch.distributions.Distribution,
        TorchSharpPy.torch.distributions.Distribution,
        TorchSharpPy.torch.Tensor>>;

namespace TorchSharpPy.Distributions
{
    /// <summary>The divergences of distributions of probabilities and counts from others.</summary>
    internal static class FromProbabilities
    {
        internal static void AddTo(Formulas formulas)
        {
            Divergences.Put<Beta, Pareto>(formulas, (p, q) => Infinite(p.Concentration1));
            Divergences.Put<Beta, Exponential>(formulas, BetaExponential);
            Divergences.Put<Beta, Gamma>(formulas, BetaGamma);
            Divergences.Put<Beta, Normal>(formulas, BetaNormal);
            Divergences.Put<Beta, Uniform>(formulas, BetaUniform);
            Divergences.Put<Bernoulli, Poisson>(formulas, BernoulliPoisson);
            Divergences.Put<Poisson, Bernoulli>(formulas, (p, q) => Infinite(p.Rate));
            Divergences.Put<Poisson, Binomial>(formulas, (p, q) => Infinite(p.Rate));
        }

        private static Tensor BetaExponential(Beta p, Exponential q) => -p.entropy() - q.Rate.log() + q.Rate * Mean(p);

        private static Tensor BetaGamma(Beta p, Gamma q)
        {
            Tensor t2 = q.Concentration.lgamma() - q.Concentration * q.Rate.log();
            Tensor sum = p.Concentration1 + p.Concentration0;
            Tensor t3 = (q.Concentration - 1) * (p.Concentration1.digamma() - sum.digamma());
            return -p.entropy() + t2 - t3 + q.Rate * p.Concentration1 / sum;
        }

        private static Tensor BetaNormal(Beta p, Normal q)
        {
            Tensor mean = Mean(p);
            Tensor variance = q.Scale.pow(2);
            Tensor t2 = 0.5 * (variance * 2 * Math.PI).log();
            Tensor t3 = (mean * (1 - mean) / (p.Concentration1 + p.Concentration0 + 1) + mean.pow(2)) * 0.5;
            return -p.entropy() + t2 + (t3 - q.Loc * mean + q.Loc.pow(2) * 0.5) / variance;
        }

        private static Tensor BetaUniform(Beta p, Uniform q)
        {
            Tensor result = -p.entropy() + (q.High - q.Low).log();
            return result.masked_fill(q.Low.gt(0) | q.High.lt(1), double.PositiveInfinity);
        }

        private static Tensor BernoulliPoisson(Bernoulli p, Poisson q) => -p.entropy() - (p.Odds.Probs * q.Rate.log() - q.Rate);

        private static Tensor Infinite(Tensor like) => like.full_like(double.PositiveInfinity);

        private static Tensor Mean(Beta p) => p.Concentration1 / (p.Concentration1 + p.Concentration0);
    }
}
