using System;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Probability distributions, as in <c>torch.distributions</c>.</summary>
        public static partial class distributions
        {
            /// <summary>A probability distribution, or a batch of them.</summary>
            /// <remarks>It owns its tensors until it is disposed, also in a <see cref="DisposeScope"/>.
            /// What it returns are new tensors of the caller.</remarks>
            public abstract partial class Distribution : IDisposable
            {
                /// <summary>The constant of Euler and Mascheroni.</summary>
                protected internal const double euler_constant = 0.57721566490153286060;

                /// <summary>The generator of the random numbers; the default one of the device if it is null.</summary>
                protected Generator? generator;

                private long[] batch = Array.Empty<long>();
                private long[] events = Array.Empty<long>();

                /// <summary>Creates a distribution.</summary>
                /// <param name="generator">The generator of the random numbers, or null for the default one.</param>
                /// <param name="batch_shape">The shape of the batch.</param>
                /// <param name="event_shape">The shape of one sample; a number by default.</param>
                protected Distribution(Generator? generator, Size batch_shape, Size? event_shape = null)
                {
                    this.generator = generator;
                    _init(batch_shape, event_shape);
                }

                /// <summary>Creates a distribution.</summary>
                /// <param name="generator">The generator of the random numbers, or null for the default one.</param>
                /// <param name="batch_shape">The shape of the batch; one distribution by default.</param>
                /// <param name="event_shape">The shape of one sample; a number by default.</param>
                protected Distribution(Generator? generator, long[]? batch_shape = null, long[]? event_shape = null)
                    : this(generator, new Size(batch_shape ?? Array.Empty<long>()), new Size(event_shape ?? Array.Empty<long>()))
                {
                }

                /// <summary>Starts a distribution that ends its constructor with <see cref="Start"/>.</summary>
                private protected Distribution(Generator? generator, bool? validate_args)
                {
                    this.generator = generator;
                    validates = validate_args;
                }

                /// <summary>The shape of the batch: of the parameters.</summary>
                public Size batch_shape => batch;

                /// <summary>The shape of one sample of one distribution.</summary>
                public Size event_shape => events;

                /// <summary>Whether gradients flow through <see cref="rsample(long[])"/>.</summary>
                public virtual bool has_rsample => false;

                /// <summary>Whether <see cref="enumerate_support"/> can list all values.</summary>
                public virtual bool has_enumerate_support => false;

                /// <summary>The values that can occur; null if the class does not say.</summary>
                public virtual constraints.Constraint? support => null;

                /// <summary>The means.</summary>
                /// <exception cref="NotSupportedException">There is no formula.</exception>
                public virtual Tensor mean => throw Unavailable(nameof(mean));

                /// <summary>The most likely values.</summary>
                /// <exception cref="NotSupportedException">There is no formula.</exception>
                public virtual Tensor mode => throw Unavailable(nameof(mode));

                /// <summary>The variances.</summary>
                /// <exception cref="NotSupportedException">There is no formula.</exception>
                public virtual Tensor variance => throw Unavailable(nameof(variance));

                /// <summary>The standard deviations.</summary>
                /// <exception cref="NotSupportedException">There is no formula.</exception>
                public virtual Tensor stddev => WrappedTensorDisposeScope(() => variance.sqrt());

                /// <summary>The shape of the batch.</summary>
                internal long[] Batch => batch;

                /// <summary>The shape of one sample.</summary>
                internal long[] Event => events;

                /// <summary>Draws samples, without gradients.</summary>
                /// <param name="sample_shape">How many, of this shape; one by default.</param>
                /// <returns>Samples, of sample_shape, batch_shape and event_shape.</returns>
                public virtual Tensor sample(params long[] sample_shape)
                {
                    using (no_grad())
                    {
                        return rsample(sample_shape);
                    }
                }

                /// <summary>Draws samples, without gradients.</summary>
                /// <param name="sample_shape">How many, of this shape.</param>
                public Tensor sample(Size sample_shape) => sample(sample_shape.Shape);

                /// <summary>Draws samples through which gradients flow to the parameters, if <see cref="has_rsample"/>.</summary>
                /// <param name="sample_shape">How many, of this shape; one by default.</param>
                /// <returns>Samples, of sample_shape, batch_shape and event_shape.</returns>
                public abstract Tensor rsample(params long[] sample_shape);

                /// <summary>Draws samples through which gradients flow to the parameters, if <see cref="has_rsample"/>.</summary>
                /// <param name="sample_shape">How many, of this shape.</param>
                public Tensor rsample(Size sample_shape) => rsample(sample_shape.Shape);

                /// <summary>The logarithms of the densities, or of the probabilities.</summary>
                /// <param name="value">Values; their shape ends with batch_shape and event_shape, or broadcasts with it.</param>
                /// <exception cref="ArgumentException">A value cannot occur, or the shape does not fit.</exception>
                public abstract Tensor log_prob(Tensor value);

                /// <summary>The probabilities of values up to these.</summary>
                /// <param name="value">Values.</param>
                /// <exception cref="NotSupportedException">There is no formula.</exception>
                public virtual Tensor cdf(Tensor value) => throw Unavailable(nameof(cdf));

                /// <summary>The values up to which the probabilities are these: the inverse of <see cref="cdf"/>.</summary>
                /// <param name="value">Probabilities.</param>
                /// <exception cref="NotSupportedException">There is no formula.</exception>
                public virtual Tensor icdf(Tensor value) => throw Unavailable(nameof(icdf));

                /// <summary>All values that can occur, along the first dimension.</summary>
                /// <param name="expand">Whether to repeat them for each distribution of the batch.</param>
                /// <exception cref="NotSupportedException">They cannot be listed.</exception>
                public virtual Tensor enumerate_support(bool expand = true) => throw Unavailable(nameof(enumerate_support));

                /// <summary>The entropies, in nats.</summary>
                /// <exception cref="NotSupportedException">There is no formula.</exception>
                public virtual Tensor entropy() => throw Unavailable(nameof(entropy));

                /// <summary>The perplexities: e to the power of the entropies.</summary>
                /// <exception cref="NotSupportedException">There is no formula.</exception>
                public virtual Tensor perplexity() => WrappedTensorDisposeScope(() => entropy().exp());

                /// <summary>The same distribution for a larger batch; its tensors share memory with these.</summary>
                /// <param name="batch_shape">The shape of the batch, to which the present one broadcasts.</param>
                /// <param name="instance">Null: the result is always a new distribution.</param>
                /// <returns>A new distribution. Dispose it, too.</returns>
                public abstract Distribution expand(Size batch_shape, Distribution? instance = null);

                /// <summary>Sets the shapes.</summary>
                protected void _init(Size? batch_shape = null, Size? event_shape = null)
                {
                    batch = batch_shape?.Shape ?? Array.Empty<long>();
                    events = event_shape?.Shape ?? Array.Empty<long>();
                }

                /// <summary>The shape of samples: sample_shape, batch_shape and event_shape.</summary>
                /// <param name="sample_shape">How many samples, of this shape.</param>
                protected internal long[] ExtendedShape(params long[] sample_shape) =>
                    (sample_shape ?? throw new ArgumentNullException(nameof(sample_shape))).Concat(batch).Concat(events).ToArray();

                private protected NotSupportedException Unavailable(string member) =>
                    new NotSupportedException($"{GetType().Name} has no `{member}`: there is no formula for it.");
            }
        }
    }
}
