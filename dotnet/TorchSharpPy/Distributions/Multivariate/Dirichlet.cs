using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Tensors;
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
            /// <summary>Dirichlet distributions: of probabilities whose sum is 1.</summary>
            /// <param name="concentration">The concentrations, along the last dimension.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The concentrations are not positive, or a single number.</exception>
            public static Dirichlet Dirichlet(Tensor concentration, Generator? generator = null, bool? validate_args = null) =>
                new Dirichlet(concentration, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Dirichlet distributions: of probabilities whose sum is 1.</summary>
    public class Dirichlet : ExponentialFamily
    {
        internal readonly Tensor Concentration;

        /// <summary>Creates the distribution.</summary>
        /// <param name="concentration">The concentrations, along the last dimension.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Dirichlet(Tensor concentration, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            if (Required(concentration, nameof(concentration)).dim() < 1)
            {
                throw new ArgumentException(
                    "Expected concentrations of at least one dimension, not a single number.", nameof(concentration));
            }
            using DisposeScope scope = NewDisposeScope();
            Concentration = Parameter(nameof(concentration), concentration.alias(), constraints.independent(constraints.positive, 1));
            long[] shape = concentration.shape;
            Start(shape.SkipLast(1).ToArray(), new[] { shape[^1] });
        }

        /// <summary>The concentrations, along the last dimension.</summary>
        public Tensor concentration => Concentration.alias();

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.simplex;

        /// <inheritdoc/>
        public override Tensor mean => Scoped(() => Concentration / Concentration.sum(-1, true));

        /// <inheritdoc/>
        public override Tensor mode => Scoped(() =>
        {
            Tensor above = (Concentration - 1).clamp(min: 0.0);
            Tensor usual = above / above.sum(-1, true);
            Tensor corner = nn.functional.one_hot(usual.argmax(-1), above.size(-1)).to(usual.dtype);
            return torch.where(Concentration.lt(1).all(-1, true), corner, usual);
        });

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() =>
        {
            Tensor total = Concentration.sum(-1, true);
            return Concentration * (total - Concentration) / (total.pow(2) * (total + 1));
        });

        /// <inheritdoc/>
        protected internal override IList<Tensor> NaturalParams => new[] { Concentration.alias() };

        /// <inheritdoc/>
        protected internal override Tensor MeanCarrierMeasure => throw Unavailable("MeanCarrierMeasure");

        /// <inheritdoc/>
        protected internal override Tensor LogNormalizer(params Tensor[] parameters) =>
            Scoped(() => parameters[0].lgamma().sum(-1) - parameters[0].sum(-1).lgamma());

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() =>
            {
                Tensor concentrations = Concentration.expand(shape);
                Tensor drawn = _sample_dirichlet(concentrations.detach(), generator);
                return concentrations.requires_grad && is_grad_enabled() ? Reparameterized(drawn, concentrations) : drawn;
            });
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
                (Concentration - 1.0).xlogy(value).sum(-1) + Concentration.sum(-1).lgamma() - Concentration.lgamma().sum(-1));
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() =>
        {
            long k = Concentration.size(-1);
            Tensor total = Concentration.sum(-1);
            return Concentration.lgamma().sum(-1) - total.lgamma() - (k - total) * total.digamma() -
                ((Concentration - 1.0) * Concentration.digamma()).sum(-1);
        });

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new Dirichlet(Concentration.expand(batch_shape + event_shape), generator, false));

        /// <summary>The sample, as a function of the concentrations with the value of the sample and its derivatives.</summary>
        /// <remarks>libtorch has the derivatives, but does not use them for the operator that draws.</remarks>
        private static Tensor Reparameterized(Tensor drawn, Tensor concentrations)
        {
            Tensor fixedOnes = concentrations.detach();
            Tensor total = fixedOnes.sum(-1, true).expand_as(fixedOnes);
            Tensor slope = OperatorCall.Begin(ref Aten._dirichlet_grad, "aten::_dirichlet_grad", "")
                .With(drawn).With(fixedOnes).With(total).Tensor();
            Tensor change = slope * (concentrations - fixedOnes); // zeros
            return drawn + change - drawn * change.sum(-1, true);
        }
    }
}
