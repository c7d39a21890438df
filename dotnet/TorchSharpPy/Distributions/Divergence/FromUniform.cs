using System;
using TorchSharpPy.Modules;
using static TorchSharpPy.Distributions.Calculation;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.distributions;
using Formulas = System.Collections.Generic.Dictionary<
    (System.Type P, System.Type Q), System.Func<
        TorchSharpPy.torch.distributions.Distribution,
        TorchSharpPy.torch.distributions.Distribution,
        TorchSharpPy.torch.Tensor>>;

namespace TorchSharpPy.Distributions
{
    /// <summary>The divergences of uniform distributions from others.</summary>
    internal static class FromUniform
    {
        internal static void AddTo(Formulas formulas)
        {
            Divergences.Put<Uniform, Beta>(formulas, UniformBeta);
            Divergences.Put<Uniform, Exponential>(formulas, UniformExponential);
            Divergences.Put<Uniform, Gamma>(formulas, UniformGamma);
            Divergences.Put<Uniform, Gumbel>(formulas, UniformGumbel);
            Divergences.Put<Uniform, Normal>(formulas, UniformNormal);
            Divergences.Put<Uniform, Pareto>(formulas, UniformPareto);
        }

        private static Tensor UniformBeta(Uniform p, Beta q)
        {
            Tensor width = p.High - p.Low;
            Tensor t2 = (q.Concentration1 - 1) * (XLogX(p.High) - XLogX(p.Low) - width) / width;
            Tensor t3 = (q.Concentration0 - 1) * (XLogX(1 - p.High) - XLogX(1 - p.Low) + width) / width;
            Tensor sum = q.Concentration1 + q.Concentration0;
            Tensor t4 = q.Concentration1.lgamma() + q.Concentration0.lgamma() - sum.lgamma();
            return (t3 + t4 - width.log() - t2).masked_fill(p.High.gt(1) | p.Low.lt(0), double.PositiveInfinity);
        }

        private static Tensor UniformExponential(Uniform p, Exponential q)
        {
            Tensor result = q.Rate * (p.High + p.Low) / 2 - ((p.High - p.Low) * q.Rate).log();
            return result.masked_fill(p.Low.lt(0), double.PositiveInfinity);
        }

        private static Tensor UniformGamma(Uniform p, Gamma q)
        {
            Tensor width = p.High - p.Low;
            Tensor t2 = q.Concentration.lgamma() - q.Concentration * q.Rate.log();
            Tensor t3 = (1 - q.Concentration) * (XLogX(p.High) - XLogX(p.Low) - width) / width;
            Tensor result = -width.log() + t2 + t3 + q.Rate * (p.High + p.Low) / 2;
            return result.masked_fill(p.Low.lt(0), double.PositiveInfinity);
        }

        private static Tensor UniformGumbel(Uniform p, Gumbel q)
        {
            Tensor ratio = q.Scale / (p.High - p.Low);
            Tensor high = (p.High - q.Loc) / q.Scale;
            Tensor low = (p.Low - q.Loc) / q.Scale;
            Tensor t1 = ratio.log() + 0.5 * (high + low);
            return t1 - ratio * ((-high).exp() - (-low).exp());
        }

        private static Tensor UniformNormal(Uniform p, Normal q)
        {
            Tensor width = p.High - p.Low;
            Tensor t1 = (Math.Sqrt(Math.PI * 2) * q.Scale / width).log();
            Tensor t3 = ((p.High + p.Low - 2 * q.Loc) / 2).pow(2);
            return t1 + 0.5 * (width.pow(2) / 12 + t3) / q.Scale.pow(2);
        }

        private static Tensor UniformPareto(Uniform p, Pareto q)
        {
            Tensor width = p.High - p.Low;
            Tensor t1 = (q.Alpha * q.Scale.pow(q.Alpha) * width).log();
            Tensor t2 = (XLogX(p.High) - XLogX(p.Low) - width) / width;
            return (t2 * (q.Alpha + 1) - t1).masked_fill(p.Low.lt(q.Scale), double.PositiveInfinity);
        }
    }
}
