using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.Distributions.Calculation;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.distributions;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>Distributions of what functions make of the samples of another distribution.</summary>
            /// <param name="base_distribution">The distribution whose samples are transformed. It is disposed with the
            /// result.</param>
            /// <param name="transforms">The functions, the one that is applied first first.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The shape does not fit the functions.</exception>
            public static TransformedDistribution TransformedDistribution(
                Distribution base_distribution, IEnumerable<transforms.Transform> transforms, Generator? generator = null,
                bool? validate_args = null) =>
                new TransformedDistribution(base_distribution, transforms, generator, validate_args);

            /// <summary>Distributions of what functions make of the samples of another distribution.</summary>
            /// <param name="base_distribution">The distribution whose samples are transformed. It is disposed with the
            /// result.</param>
            /// <param name="transform">The function.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The shape does not fit the function.</exception>
            public static TransformedDistribution TransformedDistribution(
                Distribution base_distribution, transforms.Transform transform, Generator? generator = null,
                bool? validate_args = null) =>
                new TransformedDistribution(base_distribution, transform, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Distributions of what functions make of the samples of another distribution.</summary>
    public class TransformedDistribution : Distribution
    {
        /// <summary>The distribution whose samples are transformed; null until <see cref="_init(Distribution,
        /// transforms.Transform[])"/>.</summary>
        protected Distribution base_distribution;

        private transforms.Transform[] steps = Array.Empty<transforms.Transform>();

        /// <summary>Creates the distribution.</summary>
        /// <param name="base_distribution">The distribution whose samples are transformed. It is disposed with this one.</param>
        /// <param name="transforms">The functions, the one that is applied first first.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        /// <exception cref="ArgumentException">The shape does not fit the functions.</exception>
        public TransformedDistribution(
            Distribution base_distribution, IEnumerable<transforms.Transform> transforms, Generator? generator = null,
            bool? validate_args = null)
            : this(generator, validate_args) =>
            _init(base_distribution, (transforms ?? throw new ArgumentNullException(nameof(transforms))).ToArray());

        /// <summary>Creates the distribution.</summary>
        /// <param name="base_distribution">The distribution whose samples are transformed. It is disposed with this one.</param>
        /// <param name="transform">The function.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        /// <exception cref="ArgumentException">The shape does not fit the function.</exception>
        public TransformedDistribution(
            Distribution base_distribution, transforms.Transform transform, Generator? generator = null, bool? validate_args = null)
            : this(base_distribution, new[] { transform }, generator, validate_args)
        {
        }

        /// <summary>Starts a distribution that calls <see cref="_init(Distribution, transforms.Transform[])"/>.</summary>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        protected TransformedDistribution(Generator? generator)
            : this(generator, null)
        {
        }

        private protected TransformedDistribution(Generator? generator, bool? validate_args)
            : base(generator, validate_args) => base_distribution = null!;

        /// <inheritdoc/>
        public override bool has_rsample => base_distribution.has_rsample;

        /// <inheritdoc/>
        public override constraints.Constraint? support
        {
            get
            {
                if (steps.Length == 0)
                {
                    return base_distribution.support;
                }
                constraints.Constraint last = steps[^1].codomain;
                int more = Event.Length - last.event_dim;
                return more > 0 ? constraints.independent(last, more) : last;
            }
        }

        /// <summary>The distribution whose samples are transformed.</summary>
        internal Distribution Base => base_distribution;

        /// <summary>The functions.</summary>
        internal IReadOnlyList<transforms.Transform> Steps => steps;

        /// <inheritdoc/>
        public override Tensor sample(params long[] sample_shape) => Drawn(() => Transformed(base_distribution.sample(sample_shape)));

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape) => Scoped(() => Transformed(base_distribution.rsample(sample_shape)));

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
            {
                int dimensions = Event.Length;
                Tensor? result = null;
                Tensor y = value;
                foreach (transforms.Transform step in steps.Reverse())
                {
                    Tensor x = step.inv.forward(y);
                    dimensions += step.domain.event_dim - step.codomain.event_dim;
                    Tensor term = SumRightmost(step.log_abs_det_jacobian(x, y), dimensions - step.domain.event_dim);
                    result = result is null ? -term : result - term;
                    y = x;
                }
                Tensor ofBase = SumRightmost(base_distribution.log_prob(y), dimensions - base_distribution.Event.Length);
                return result is null ? ofBase : result + ofBase;
            });
        }

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value)
        {
            Required(value, nameof(value));
            return Scoped(() =>
            {
                Tensor origin = steps.Reverse().Aggregate(value.alias(), (at, step) => step.inv.forward(at));
                if (Validates)
                {
                    base_distribution.RequireSupported(origin);
                }
                return Turned(base_distribution.cdf(origin));
            });
        }

        /// <inheritdoc/>
        public override Tensor icdf(Tensor value)
        {
            Required(value, nameof(value));
            return Scoped(() => Transformed(base_distribution.icdf(Turned(value.alias()))));
        }

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) => Expanded(
            instance, () => new TransformedDistribution(BaseFor(batch_shape), steps, generator, false));

        /// <summary>The base for a larger batch.</summary>
        private protected Distribution BaseFor(Size batch_shape)
        {
            long[] shape = new transforms.ComposeTransform(steps).inverse_shape((batch_shape + event_shape).Shape);
            return base_distribution.expand(shape.SkipLast(base_distribution.Event.Length).ToArray());
        }

        /// <summary>Sets the base, which is made for this, and the functions.</summary>
        private protected void Transform(Distribution made, params transforms.Transform[] functions) => _init(made, functions);

        /// <summary>Sets the base and the functions, and the shapes that follow from them.</summary>
        /// <param name="base_distribution">The distribution whose samples are transformed. It is disposed with this one.</param>
        /// <param name="transforms">The functions, the one that is applied first first.</param>
        /// <exception cref="ArgumentException">The shape does not fit the functions.</exception>
        protected void _init(Distribution base_distribution, transforms.Transform[] transforms)
        {
            Distribution start = base_distribution ?? throw new ArgumentNullException(nameof(base_distribution));
            steps = transforms ?? throw new ArgumentNullException(nameof(transforms));
            var composed = new distributions.transforms.ComposeTransform(steps);
            long[] from = start.ExtendedShape();
            int dimensions = composed.domain.event_dim;
            if (from.Length < dimensions)
            {
                throw new ArgumentException(
                    $"Expected a distribution of at least {dimensions} dimensions, not of shape {new Size(from)}.",
                    nameof(base_distribution));
            }
            long[] to = composed.forward_shape(from);
            long[] needed = composed.inverse_shape(to);
            int ofBase = start.Event.Length;
            if (!needed.SequenceEqual(from))
            {
                start = Own(start).expand(needed.SkipLast(ofBase).ToArray());
            }
            if (dimensions > ofBase)
            {
                start = new Independent(start, dimensions - ofBase, generator);
            }
            int events = Math.Max(composed.codomain.event_dim, ofBase + composed.codomain.event_dim - dimensions);
            this.base_distribution = Own(start);
            Start(to.SkipLast(events).ToArray(), to.Skip(to.Length - events).ToArray());
        }

        /// <summary>The probabilities, counted from the other end if the functions decrease.</summary>
        private Tensor Turned(Tensor value)
        {
            if (steps.All(step => step.IsIncreasing))
            {
                return value;
            }
            Tensor sign = steps.Select(step => step.sign).Aggregate((product, each) => product * each);
            return sign * (value - 0.5) + 0.5;
        }

        private Tensor Transformed(Tensor value) => steps.Aggregate(value, (at, step) => step.forward(at));
    }
}
