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
    /// <summary>The divergences of distributions from others of the same class.</summary>
    internal static class SameClass
    {
        internal static void AddTo(Formulas formulas)
        {
            Divergences.Put<Bernoulli, Bernoulli>(formulas, Bernoulli);
            Divergences.Put<Beta, Beta>(formulas, Beta);
            Divergences.Put<Binomial, Binomial>(formulas, Binomial);
            Divergences.Put<Categorical, Categorical>(formulas, Categorical);
            Divergences.Put<Cauchy, Cauchy>(formulas, Cauchy);
            Divergences.Put<Dirichlet, Dirichlet>(formulas, Dirichlet);
            Divergences.Put<Exponential, Exponential>(formulas, Exponential);
            Divergences.Put<Gamma, Gamma>(formulas, Gamma);
            Divergences.Put<Geometric, Geometric>(formulas, Geometric);
            Divergences.Put<Gumbel, Gumbel>(formulas, Gumbel);
            Divergences.Put<HalfNormal, HalfNormal>(formulas, HalfNormal);
            Divergences.Put<Laplace, Laplace>(formulas, Laplace);
            Divergences.Put<Normal, Normal>(formulas, Normal);
            Divergences.Put<OneHotCategorical, OneHotCategorical>(formulas, OneHotCategorical);
            Divergences.Put<Pareto, Pareto>(formulas, Pareto);
            Divergences.Put<Poisson, Poisson>(formulas, Poisson);
            Divergences.Put<Uniform, Uniform>(formulas, Uniform);
        }

        private static Tensor Bernoulli(Bernoulli p, Bernoulli q)
        {
            Tensor t1 = p.Odds.Probs * (nn.functional.softplus(-q.Odds.Logits) - nn.functional.softplus(-p.Odds.Logits));
            t1 = t1.masked_fill(q.Odds.Probs.eq(0), double.PositiveInfinity).masked_fill(p.Odds.Probs.eq(0), 0);
            Tensor t2 = (1 - p.Odds.Probs) * (nn.functional.softplus(q.Odds.Logits) - nn.functional.softplus(p.Odds.Logits));
            return t1 + t2.masked_fill(q.Odds.Probs.eq(1), double.PositiveInfinity).masked_fill(p.Odds.Probs.eq(1), 0);
        }

        private static Tensor Beta(Beta p, Beta q)
        {
            Tensor pSum = p.Concentration1 + p.Concentration0;
            Tensor qSum = q.Concentration1 + q.Concentration0;
            Tensor t1 = q.Concentration1.lgamma() + q.Concentration0.lgamma() + pSum.lgamma();
            Tensor t2 = p.Concentration1.lgamma() + p.Concentration0.lgamma() + qSum.lgamma();
            Tensor t3 = (p.Concentration1 - q.Concentration1) * p.Concentration1.digamma();
            Tensor t4 = (p.Concentration0 - q.Concentration0) * p.Concentration0.digamma();
            return t1 - t2 + t3 + t4 + (qSum - pSum) * pSum.digamma();
        }

        private static Tensor Binomial(Binomial p, Binomial q)
        {
            if (p.TotalCount.lt(q.TotalCount).any().ToBoolean())
            {
                throw new NotSupportedException("There is no formula for the divergence from a binomial distribution with more trials.");
            }
            Tensor odds = p.Odds.Probs * (p.Odds.Logits - q.Odds.Logits);
            Tensor result = p.TotalCount * (odds + (-p.Odds.Probs).log1p() - (-q.Odds.Probs).log1p());
            return result.masked_fill(p.TotalCount.gt(q.TotalCount), double.PositiveInfinity);
        }

        private static Tensor Categorical(Categorical p, Categorical q)
        {
            Tensor each = p.Odds.Probs * (p.Odds.Logits - q.Odds.Logits);
            return each.masked_fill(q.Odds.Probs.eq(0), double.PositiveInfinity).masked_fill(p.Odds.Probs.eq(0), 0).sum(-1);
        }

        private static Tensor Cauchy(Cauchy p, Cauchy q)
        {
            Tensor t1 = ((p.Scale + q.Scale).pow(2) + (p.Loc - q.Loc).pow(2)).log();
            return t1 - (4 * p.Scale * q.Scale).log();
        }

        private static Tensor Dirichlet(Dirichlet p, Dirichlet q)
        {
            Tensor pSum = p.Concentration.sum(-1);
            Tensor qSum = q.Concentration.sum(-1);
            Tensor t1 = pSum.lgamma() - qSum.lgamma();
            Tensor t2 = (p.Concentration.lgamma() - q.Concentration.lgamma()).sum(-1);
            Tensor t3 = p.Concentration - q.Concentration;
            Tensor t4 = p.Concentration.digamma() - pSum.digamma().unsqueeze(-1);
            return t1 - t2 + (t3 * t4).sum(-1);
        }

        private static Tensor Exponential(Exponential p, Exponential q)
        {
            Tensor ratio = q.Rate / p.Rate;
            return -ratio.log() + ratio - 1;
        }

        private static Tensor Gamma(Gamma p, Gamma q)
        {
            Tensor t1 = q.Concentration * (p.Rate / q.Rate).log();
            Tensor t2 = q.Concentration.lgamma() - p.Concentration.lgamma();
            Tensor t3 = (p.Concentration - q.Concentration) * p.Concentration.digamma();
            return t1 + t2 + t3 + (q.Rate - p.Rate) * (p.Concentration / p.Rate);
        }

        private static Tensor Geometric(Geometric p, Geometric q) => -p.entropy() - (-q.Odds.Probs).log1p() / p.Odds.Probs - q.Odds.Logits;

        private static Tensor Gumbel(Gumbel p, Gumbel q)
        {
            Tensor ratio = p.Scale / q.Scale;
            Tensor qLoc = q.Loc / q.Scale;
            Tensor pLoc = p.Loc / q.Scale;
            Tensor t1 = -ratio.log() - qLoc + pLoc;
            Tensor t2 = ratio * Distribution.euler_constant;
            Tensor t3 = (qLoc + (1 + ratio).lgamma() - pLoc).exp();
            return t1 + t2 + t3 - (1 + Distribution.euler_constant);
        }

        private static Tensor HalfNormal(HalfNormal p, HalfNormal q) => Normals(zeros_like(p.Scale), p.Scale, zeros_like(q.Scale), q.Scale);

        private static Tensor Laplace(Laplace p, Laplace q)
        {
            Tensor ratio = p.Scale / q.Scale;
            Tensor distance = (p.Loc - q.Loc).abs();
            return -ratio.log() + distance / q.Scale + ratio * (-distance / p.Scale).exp() - 1;
        }

        private static Tensor Normal(Normal p, Normal q) => Normals(p.Loc, p.Scale, q.Loc, q.Scale);

        private static Tensor OneHotCategorical(OneHotCategorical p, OneHotCategorical q) => Categorical(p.Classes, q.Classes);

        private static Tensor Pareto(Pareto p, Pareto q)
        {
            Tensor ratio = q.Alpha / p.Alpha;
            Tensor result = q.Alpha * (p.Scale / q.Scale).log() + -ratio.log() + ratio - 1;
            return result.masked_fill(p.Scale.lt(q.Scale), double.PositiveInfinity);
        }

        private static Tensor Poisson(Poisson p, Poisson q) => p.Rate * (p.Rate.log() - q.Rate.log()) - (p.Rate - q.Rate);

        private static Tensor Uniform(Uniform p, Uniform q)
        {
            Tensor result = ((q.High - q.Low) / (p.High - p.Low)).log();
            return result.masked_fill(q.Low.gt(p.Low) | q.High.lt(p.High), double.PositiveInfinity);
        }

        private static Tensor Normals(Tensor pLoc, Tensor pScale, Tensor qLoc, Tensor qScale)
        {
            Tensor ratio = (pScale / qScale).pow(2);
            Tensor moved = ((pLoc - qLoc) / qScale).pow(2);
            return 0.5 * (ratio + moved - 1 - ratio.log());
        }
    }
}
