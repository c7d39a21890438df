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
    /// <summary>The divergences of distributions of positive numbers from others.</summary>
    internal static class FromPositive
    {
        internal static void AddTo(Formulas formulas)
        {
            Divergences.Put<Exponential, Beta>(formulas, (p, q) => Infinite(p.Rate));
            Divergences.Put<Exponential, Pareto>(formulas, (p, q) => Infinite(p.Rate));
            Divergences.Put<Exponential, Uniform>(formulas, (p, q) => Infinite(p.Rate));
            Divergences.Put<Exponential, Gamma>(formulas, ExponentialGamma);
            Divergences.Put<Exponential, Gumbel>(formulas, ExponentialGumbel);
            Divergences.Put<Exponential, Normal>(formulas, ExponentialNormal);
            Divergences.Put<Gamma, Beta>(formulas, (p, q) => Infinite(p.Concentration));
            Divergences.Put<Gamma, Pareto>(formulas, (p, q) => Infinite(p.Concentration));
            Divergences.Put<Gamma, Uniform>(formulas, (p, q) => Infinite(p.Concentration));
            Divergences.Put<Gamma, Exponential>(formulas, GammaExponential);
            Divergences.Put<Gamma, Gumbel>(formulas, GammaGumbel);
            Divergences.Put<Gamma, Normal>(formulas, GammaNormal);
            Divergences.Put<Pareto, Beta>(formulas, (p, q) => Infinite(p.Scale));
            Divergences.Put<Pareto, Uniform>(formulas, (p, q) => Infinite(p.Scale));
            Divergences.Put<Pareto, Exponential>(formulas, ParetoExponential);
            Divergences.Put<Pareto, Gamma>(formulas, ParetoGamma);
            Divergences.Put<Pareto, Normal>(formulas, ParetoNormal);
        }

        private static Tensor ExponentialGamma(Exponential p, Gamma q)
        {
            Tensor ratio = q.Rate / p.Rate;
            Tensor t1 = -q.Concentration * ratio.log();
            return t1 + ratio + q.Concentration.lgamma() + q.Concentration * Distribution.euler_constant -
                (1 + Distribution.euler_constant);
        }

        private static Tensor ExponentialGumbel(Exponential p, Gumbel q)
        {
            Tensor product = p.Rate * q.Scale;
            Tensor ratio = q.Loc / q.Scale;
            Tensor t2 = ratio.exp() * product / (product + 1);
            return product.log() - 1 - ratio + t2 + product.reciprocal();
        }

        private static Tensor ExponentialNormal(Exponential p, Normal q)
        {
            Tensor variance = q.Scale.pow(2);
            Tensor squared = p.Rate.pow(2);
            Tensor t1 = 0.5 * (squared * variance * 2 * Math.PI).log();
            return t1 - 1 + (squared.reciprocal() - q.Loc / p.Rate + q.Loc.pow(2) * 0.5) / variance;
        }

        private static Tensor GammaExponential(Gamma p, Exponential q) => -p.entropy() - q.Rate.log() + q.Rate * p.Concentration / p.Rate;

        private static Tensor GammaGumbel(Gamma p, Gumbel q)
        {
            Tensor product = p.Rate * q.Scale;
            Tensor ratio = q.Loc / q.Scale;
            Tensor t1 = (p.Concentration - 1) * p.Concentration.digamma() - p.Concentration.lgamma() - p.Concentration;
            Tensor t2 = product.log() + p.Concentration / product;
            return t1 + t2 + (ratio.exp() * (1 + product.reciprocal()).pow(-p.Concentration) - ratio);
        }

        private static Tensor GammaNormal(Gamma p, Normal q)
        {
            Tensor variance = q.Scale.pow(2);
            Tensor squared = p.Rate.pow(2);
            Tensor t1 = 0.5 * (squared * variance * 2 * Math.PI).log() - p.Concentration - p.Concentration.lgamma();
            Tensor t2 = 0.5 * (p.Concentration.pow(2) + p.Concentration) / squared;
            Tensor t3 = q.Loc * p.Concentration / p.Rate;
            return t1 + (p.Concentration - 1) * p.Concentration.digamma() + (t2 - t3 + 0.5 * q.Loc.pow(2)) / variance;
        }

        private static Tensor ParetoExponential(Pareto p, Exponential q)
        {
            Tensor product = p.Scale * q.Rate;
            Tensor t1 = (p.Alpha / product).log();
            Tensor t3 = p.Alpha * product / (p.Alpha - 1);
            return (t1 - p.Alpha.reciprocal() + t3 - 1).masked_fill(p.Alpha.le(1), double.PositiveInfinity);
        }

        private static Tensor ParetoGamma(Pareto p, Gamma q)
        {
            Tensor common = p.Scale.log() + p.Alpha.reciprocal();
            Tensor t1 = p.Alpha.log() - common;
            Tensor t2 = q.Concentration.lgamma() - q.Concentration * q.Rate.log();
            Tensor t3 = (1 - q.Concentration) * common;
            Tensor t4 = q.Rate * p.Alpha * p.Scale / (p.Alpha - 1);
            return (t1 + t2 + t3 + t4 - 1).masked_fill(p.Alpha.le(1), double.PositiveInfinity);
        }

        private static Tensor ParetoNormal(Pareto p, Normal q)
        {
            Tensor variance = 2 * q.Scale.pow(2);
            Tensor common = p.Scale / (p.Alpha - 1);
            Tensor t1 = (Math.Sqrt(2 * Math.PI) * q.Scale * p.Alpha / p.Scale).log();
            Tensor t3 = p.Alpha * common.pow(2) / (p.Alpha - 2);
            Tensor t4 = (p.Alpha * common - q.Loc).pow(2);
            Tensor result = t1 - p.Alpha.reciprocal() + (t3 + t4) / variance - 1;
            return result.masked_fill(p.Alpha.le(2), double.PositiveInfinity);
        }

        private static Tensor Infinite(Tensor like) => like.full_like(double.PositiveInfinity);
    }
}
