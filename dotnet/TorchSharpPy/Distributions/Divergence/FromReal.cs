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
    /// <summary>The divergences of distributions of all numbers from others.</summary>
    internal static class FromReal
    {
        internal static void AddTo(Formulas formulas)
        {
            Divergences.Put<Gumbel, Beta>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Gumbel, Exponential>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Gumbel, Gamma>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Gumbel, Pareto>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Gumbel, Uniform>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Gumbel, Normal>(formulas, GumbelNormal);
            Divergences.Put<Laplace, Beta>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Laplace, Exponential>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Laplace, Gamma>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Laplace, Pareto>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Laplace, Uniform>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Laplace, Normal>(formulas, LaplaceNormal);
            Divergences.Put<Normal, Beta>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Normal, Exponential>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Normal, Gamma>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Normal, Pareto>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Normal, Uniform>(formulas, (p, q) => Infinite(p.Loc));
            Divergences.Put<Normal, Gumbel>(formulas, NormalGumbel);
            Divergences.Put<Normal, Laplace>(formulas, NormalLaplace);
        }

        private static Tensor GumbelNormal(Gumbel p, Normal q)
        {
            Tensor ratio = p.Scale / q.Scale;
            Tensor t1 = (ratio / Math.Sqrt(2 * Math.PI)).log();
            Tensor t2 = (Math.PI * ratio * 0.5).pow(2) / 3;
            Tensor t3 = ((p.Loc + p.Scale * Distribution.euler_constant - q.Loc) / q.Scale).pow(2) * 0.5;
            return -t1 + t2 + t3 - (Distribution.euler_constant + 1);
        }

        private static Tensor LaplaceNormal(Laplace p, Normal q)
        {
            Tensor variance = q.Scale.pow(2);
            Tensor ratio = p.Scale.pow(2) / variance;
            Tensor t1 = 0.5 * (2 * ratio / Math.PI).log();
            Tensor squares = 0.5 * p.Loc.pow(2) - p.Loc * q.Loc + 0.5 * q.Loc.pow(2);
            return -t1 + ratio + squares / variance - 1;
        }

        private static Tensor NormalGumbel(Normal p, Gumbel q)
        {
            Tensor mean = p.Loc / q.Scale;
            Tensor variance = (p.Scale / q.Scale).pow(2);
            Tensor location = q.Loc / q.Scale;
            Tensor t1 = variance.log() * 0.5;
            Tensor t3 = (-mean + 0.5 * variance + location).exp();
            return -t1 + (mean - location) + t3 - (0.5 * (1 + Math.Log(2 * Math.PI)));
        }

        private static Tensor NormalLaplace(Normal p, Laplace q)
        {
            Tensor distance = p.Loc - q.Loc;
            Tensor relative = distance / p.Scale;
            Tensor t1 = (p.Scale / q.Scale).log();
            Tensor t2 = Math.Sqrt(2 / Math.PI) * p.Scale * (-0.5 * relative.pow(2)).exp();
            Tensor t3 = distance * (Math.Sqrt(0.5) * relative).erf();
            return -t1 + (t2 + t3) / q.Scale - (0.5 * (1 + Math.Log(0.5 * Math.PI)));
        }

        private static Tensor Infinite(Tensor like) => like.full_like(double.PositiveInfinity);
    }
}
