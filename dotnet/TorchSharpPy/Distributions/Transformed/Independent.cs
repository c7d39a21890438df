using System;
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
            /// <summary>Distributions whose last dimensions of the batch belong together: their logarithms of densities are
            /// added up.</summary>
            /// <param name="base_distribution">The distribution. It is disposed with the result.</param>
            /// <param name="reinterpreted_batch_ndims">How many of the last dimensions of the batch.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">The batch has fewer dimensions.</exception>
            public static Independent Independent(
                Distribution base_distribution, int reinterpreted_batch_ndims, Generator? generator = null,
                bool? validate_args = null) =>
                new Independent(base_distribution, reinterpreted_batch_ndims, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Distributions whose last dimensions of the batch belong together: their logarithms of densities are added
    /// up.</summary>
    public class Independent : Distribution
    {
        internal readonly Distribution Base;
        internal readonly int Dimensions;

        /// <summary>Creates the distribution.</summary>
        /// <param name="base_distribution">The distribution. It is disposed with this one.</param>
        /// <param name="reinterpreted_batch_ndims">How many of the last dimensions of the batch.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public Independent(
            Distribution base_distribution, int reinterpreted_batch_ndims, Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            Base = base_distribution ?? throw new ArgumentNullException(nameof(base_distribution));
            Dimensions = reinterpreted_batch_ndims;
            if (Dimensions < 0 || Dimensions > Base.Batch.Length)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(reinterpreted_batch_ndims), Dimensions, $"The batch has {Base.Batch.Length} dimensions: {Base.batch_shape}.");
            }
            Start(Base.Batch.SkipLast(Dimensions).ToArray(), Base.Batch.Skip(Base.Batch.Length - Dimensions).Concat(Base.Event).ToArray());
            Own(Base);
        }

        /// <inheritdoc/>
        public override bool has_rsample => Base.has_rsample;

        /// <inheritdoc/>
        public override bool has_enumerate_support => Dimensions == 0 && Base.has_enumerate_support;

        /// <inheritdoc/>
        public override constraints.Constraint? support => Base.support is constraints.Constraint each && Dimensions > 0
            ? constraints.independent(each, Dimensions)
            : Base.support;

        /// <inheritdoc/>
        public override Tensor mean => Base.mean;

        /// <inheritdoc/>
        public override Tensor mode => Base.mode;

        /// <inheritdoc/>
        public override Tensor variance => Base.variance;

        /// <inheritdoc/>
        public override Tensor sample(params long[] sample_shape) => Base.sample(sample_shape);

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape) => Base.rsample(sample_shape);

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value) => Scoped(() => SumRightmost(Base.log_prob(value), Dimensions));

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() => SumRightmost(Base.entropy(), Dimensions));

        /// <inheritdoc/>
        public override Tensor enumerate_support(bool expand = true) => Dimensions == 0
            ? Base.enumerate_support(expand)
            : throw new NotSupportedException("The values of several dimensions together cannot be listed.");

        /// <inheritdoc/>
        public override string ToString() => $"Independent({Base}, {Dimensions})";

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) => Expanded(instance, () => new Independent(
            Base.expand(batch_shape + event_shape.Take(Dimensions)), Dimensions, generator, false));
    }
}
