using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.distributions;

namespace TorchSharpPy.Distributions
{
    /// <summary>The formulas of divergences, by pairs of classes.</summary>
    internal static class Divergences
    {
        private static readonly Dictionary<(Type P, Type Q), Func<Distribution, Distribution, Tensor>> Formulas = Initial();

        internal static void Register<P, Q>(Func<P, Q, Tensor> formula)
            where P : Distribution
            where Q : Distribution
        {
            lock (Formulas)
            {
                Put(Formulas, formula);
            }
        }

        internal static void Put<P, Q>(
            Dictionary<(Type P, Type Q), Func<Distribution, Distribution, Tensor>> formulas, Func<P, Q, Tensor> formula)
            where P : Distribution
            where Q : Distribution => formulas[(typeof(P), typeof(Q))] = (p, q) => formula((P)p, (Q)q);

        internal static Tensor Of(Distribution p, Distribution q)
        {
            Func<Distribution, Distribution, Tensor> formula = Find(p.GetType(), q.GetType()) ?? throw Unknown(p, q);
            return WrappedTensorDisposeScope(() => formula(p, q));
        }

        internal static NotSupportedException Unknown(Distribution p, Distribution q) => new NotSupportedException(
            $"There is no formula for the divergence of {p.GetType().Name} from {q.GetType().Name}: register one with `register_kl`.");

        /// <summary>The formula of the nearest classes, where the first one counts more.</summary>
        private static Func<Distribution, Distribution, Tensor>? Find(Type p, Type q)
        {
            lock (Formulas)
            {
                if (Formulas.TryGetValue((p, q), out Func<Distribution, Distribution, Tensor>? exact))
                {
                    return exact;
                }
                return Formulas.Where(each => each.Key.P.IsAssignableFrom(p) && each.Key.Q.IsAssignableFrom(q))
                    .OrderByDescending(each => Depth(each.Key.P)).ThenByDescending(each => Depth(each.Key.Q))
                    .Select(each => each.Value).FirstOrDefault();
            }
        }

        private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

        private static Dictionary<(Type P, Type Q), Func<Distribution, Distribution, Tensor>> Initial()
        {
            var formulas = new Dictionary<(Type P, Type Q), Func<Distribution, Distribution, Tensor>>();
            SameClass.AddTo(formulas);
            FromProbabilities.AddTo(formulas);
            FromPositive.AddTo(formulas);
            FromReal.AddTo(formulas);
            FromUniform.AddTo(formulas);
            FromComposed.AddTo(formulas);
            return formulas;
        }
    }
}
