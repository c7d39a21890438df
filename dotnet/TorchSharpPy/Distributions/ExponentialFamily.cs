using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>A distribution whose density is exp(natural parameters · statistics - log normalizer + carrier).</summary>
            public abstract class ExponentialFamily : Distribution
            {
                /// <summary>Creates a distribution.</summary>
                /// <param name="generator">The generator of the random numbers, or null for the default one.</param>
                protected ExponentialFamily(Generator? generator)
                    : base(generator)
                {
                }

                private protected ExponentialFamily(Generator? generator, bool? validate_args)
                    : base(generator, validate_args)
                {
                }

                /// <summary>The natural parameters, as new tensors.</summary>
                protected internal abstract IList<Tensor> NaturalParams { get; }

                /// <summary>The mean of the carrier measure.</summary>
                /// <exception cref="System.NotSupportedException">There is no formula.</exception>
                protected internal abstract Tensor MeanCarrierMeasure { get; }

                /// <summary>The entropies, by the derivatives of the log normalizer.</summary>
                public override Tensor entropy() => WrappedTensorDisposeScope(() =>
                {
                    using System.IDisposable recording = enable_grad();
                    Tensor[] natural = NaturalParams.Select(each => each.detach().requires_grad_()).ToArray();
                    Tensor normalizer = LogNormalizer(natural);
                    IReadOnlyList<Tensor> gradients = autograd.grad(new[] { normalizer.sum() }, natural, create_graph: true);
                    Tensor result = -MeanCarrierMeasure + normalizer;
                    long[] flat = Batch.Append(-1).ToArray();
                    for (int i = 0; i < natural.Length; i++)
                    {
                        result -= (natural[i] * gradients[i]).reshape(flat).sum(-1);
                    }
                    return result;
                });

                /// <summary>The logarithm of the factor that makes the sum of the density one.</summary>
                /// <param name="parameters">The natural parameters.</param>
                protected internal abstract Tensor LogNormalizer(params Tensor[] parameters);
            }
        }
    }
}
