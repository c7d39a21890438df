using System;
using System.Linq;
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
    /// <summary>The divergences of distributions that contain others, or vectors.</summary>
    internal static class FromComposed
    {
        internal static void AddTo(Formulas formulas)
        {
            Divergences.Put<ExponentialFamily, ExponentialFamily>(formulas, ExponentialFamily);
            Divergences.Put<TransformedDistribution, TransformedDistribution>(formulas, TransformedDistribution);
            Divergences.Put<Independent, Independent>(formulas, Independent);
            Divergences.Put<MultivariateNormal, MultivariateNormal>(formulas, MultivariateNormal);
        }

        private static Tensor ExponentialFamily(ExponentialFamily p, ExponentialFamily q)
        {
            if (p.GetType() != q.GetType())
            {
                throw Divergences.Unknown(p, q);
            }
            using IDisposable recording = enable_grad();
            Tensor[] pNatural = p.NaturalParams.Select(each => each.detach().requires_grad_()).ToArray();
            Tensor[] qNatural = q.NaturalParams.ToArray();
            Tensor normalizer = p.LogNormalizer(pNatural);
            Tensor[] slopes = autograd.grad(new[] { normalizer.sum() }, pNatural, create_graph: true).ToArray();
            Tensor result = q.LogNormalizer(qNatural) - normalizer;
            for (int i = 0; i < slopes.Length; i++)
            {
                result -= SumRightmost((qNatural[i] - pNatural[i]) * slopes[i], q.Event.Length);
            }
            return result;
        }

        private static Tensor TransformedDistribution(TransformedDistribution p, TransformedDistribution q)
        {
            if (!p.Steps.SequenceEqual(q.Steps) || p.event_shape != q.event_shape)
            {
                throw new NotSupportedException(
                    "There is no formula for the divergence of distributions with other functions or event shapes.");
            }
            return kl_divergence(p.Base, q.Base);
        }

        private static Tensor Independent(Independent p, Independent q)
        {
            if (p.Dimensions != q.Dimensions)
            {
                throw new NotSupportedException(
                    "There is no formula for the divergence of distributions with other numbers of independent dimensions.");
            }
            return SumRightmost(kl_divergence(p.Base, q.Base), p.Dimensions);
        }

        private static Tensor MultivariateNormal(MultivariateNormal p, MultivariateNormal q)
        {
            if (p.event_shape != q.event_shape)
            {
                throw new ArgumentException(
                    $"Expected distributions of vectors of one size, not {p.event_shape} and {q.event_shape}.", nameof(q));
            }
            long[] batch = broadcast_shapes(q.Factor.shape.SkipLast(2).ToArray(), p.Factor.shape.SkipLast(2).ToArray());
            long[] shape = batch.Append(p.Event[0]).Append(p.Event[0]).ToArray();
            Tensor ratio = linalg.solve_triangular(q.Factor.expand(shape), p.Factor.expand(shape), upper: false);
            Tensor t2 = ratio.pow(2).sum(new long[] { -2, -1 });
            Tensor t3 = Modules.MultivariateNormal.SquaredDistance(q.Factor, q.Loc - p.Loc);
            return q.HalfLogDeterminant() - p.HalfLogDeterminant() + 0.5 * (t2 + t3 - p.Event[0]);
        }
    }
}
