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
            /// <summary>Normal distributions of vectors.</summary>
            /// <param name="loc">The means, along the last dimension.</param>
            /// <param name="covariance_matrix">Covariance matrices; or null.</param>
            /// <param name="precision_matrix">Their inverses; or null.</param>
            /// <param name="scale_tril">Their lower Cholesky factors; or null.</param>
            /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
            /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
            /// <exception cref="ArgumentException">A parameter does not satisfy its constraint, or there is not exactly one
            /// matrix.</exception>
            public static MultivariateNormal MultivariateNormal(
                Tensor loc, Tensor? covariance_matrix = null, Tensor? precision_matrix = null, Tensor? scale_tril = null,
                Generator? generator = null, bool? validate_args = null) =>
                new MultivariateNormal(loc, covariance_matrix, precision_matrix, scale_tril, generator, validate_args);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Normal distributions of vectors.</summary>
    public class MultivariateNormal : Distribution
    {
        internal readonly Tensor Loc;

        /// <summary>The Cholesky factors, without the dimensions of the batch that only the means have.</summary>
        internal readonly Tensor Factor;

        /// <summary>Creates the distribution.</summary>
        /// <param name="loc">The means, along the last dimension.</param>
        /// <param name="covariance_matrix">Covariance matrices; or null.</param>
        /// <param name="precision_matrix">Their inverses; or null.</param>
        /// <param name="scale_tril">Their lower Cholesky factors; or null.</param>
        /// <param name="generator">The generator of the random numbers; the default one if it is null.</param>
        /// <param name="validate_args">Whether to check arguments and values; as set for all distributions by default.</param>
        public MultivariateNormal(
            Tensor loc, Tensor? covariance_matrix = null, Tensor? precision_matrix = null, Tensor? scale_tril = null,
            Generator? generator = null, bool? validate_args = null)
            : base(generator, validate_args)
        {
            if (Required(loc, nameof(loc)).dim() < 1)
            {
                throw new ArgumentException("Expected means of at least one dimension, not a single number.", nameof(loc));
            }
            (string name, Tensor matrix) = Only(covariance_matrix, precision_matrix, scale_tril);
            using DisposeScope scope = NewDisposeScope();
            long[] size = loc.shape;
            if (matrix.size(-1) != size[^1] || matrix.size(-2) != size[^1])
            {
                throw new ArgumentException(
                    $"Expected matrices of size {size[^1]}, as the means, not of shape {new Size(matrix.shape)}.", name);
            }
            long[] batch = broadcast_shapes(matrix.shape.SkipLast(2).ToArray(), size.SkipLast(1).ToArray());
            Loc = Parameter(nameof(loc), loc.expand(batch.Append(-1).ToArray()), constraints.real_vector);
            constraints.Constraint constraint = scale_tril is null
                ? (constraints.Constraint)constraints.positive_definite
                : constraints.lower_cholesky;
            Parameter(name, matrix.expand(batch.Append(-1).Append(-1).ToArray()), constraint);
            Start(batch, new[] { size[^1] });
            try
            {
                Factor = Own(scale_tril?.alias() ?? (precision_matrix is null ? linalg.cholesky(matrix) : FromPrecision(matrix)));
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        private MultivariateNormal(Tensor loc, Tensor factor, Size batch_shape, Generator? generator)
            : base(generator, false)
        {
            long[] size = loc.shape;
            Loc = Parameter(nameof(loc), loc.expand((batch_shape + new Size(size[^1])).Shape), null);
            Factor = Parameter("scale_tril", factor.alias(), null);
            Start(batch_shape.Shape, new[] { size[^1] });
        }

        /// <summary>The means, along the last dimension.</summary>
        public Tensor loc => Loc.alias();

        /// <summary>The lower Cholesky factors of the covariance matrices.</summary>
        public Tensor scale_tril => Factor.expand(MatrixShape());

        /// <summary>The covariance matrices.</summary>
        public Tensor covariance_matrix => Scoped(() => Factor.matmul(Factor.mT).expand(MatrixShape()));

        /// <summary>The inverses of the covariance matrices.</summary>
        public Tensor precision_matrix => Scoped(() => cholesky_inverse(Factor).expand(MatrixShape()));

        /// <inheritdoc/>
        public override bool has_rsample => true;

        /// <inheritdoc/>
        public override constraints.Constraint support => constraints.real_vector;

        /// <inheritdoc/>
        public override Tensor mean => Loc.alias();

        /// <inheritdoc/>
        public override Tensor mode => Loc.alias();

        /// <inheritdoc/>
        public override Tensor variance => Scoped(() => Factor.pow(2).sum(-1).expand(ExtendedShape()));

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            long[] shape = ExtendedShape(sample_shape);
            return Scoped(() =>
                Loc + Factor.matmul(StandardNormal(Loc, shape, generator).unsqueeze(-1)).squeeze(-1));
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value)
        {
            ValidateSample(value);
            return Scoped(() =>
                -0.5 * (Event[0] * Math.Log(2 * Math.PI) + SquaredDistance(Factor, value - Loc)) - HalfLogDeterminant());
        }

        /// <inheritdoc/>
        public override Tensor entropy() => Scoped(() =>
            (0.5 * Event[0] * (1.0 + Math.Log(2 * Math.PI)) + HalfLogDeterminant()).expand(Batch));

        /// <inheritdoc/>
        public override Distribution expand(Size batch_shape, Distribution? instance = null) =>
            Expanded(instance, () => new MultivariateNormal(Loc, Factor, batch_shape, generator));

        /// <summary>Half the logarithms of the determinants of the covariance matrices.</summary>
        internal Tensor HalfLogDeterminant() => Scoped(() => Factor.diagonal(dim1: -2, dim2: -1).log().sum(-1));

        /// <summary>The squares of the lengths of vectors, in units of the covariance with these Cholesky factors.</summary>
        internal static Tensor SquaredDistance(Tensor factor, Tensor vectors) => Scoped(() =>
        {
            if (factor.dim() > 2)
            {
                return linalg.solve_triangular(factor, vectors.unsqueeze(-1), upper: false).pow(2).sum(-2).squeeze(-1);
            }
            Tensor columns = vectors.reshape(-1, vectors.size(-1)).t(); // one factor for all: one solution
            return linalg.solve_triangular(factor, columns, upper: false).pow(2).sum(-2)
                .reshape(vectors.shape.SkipLast(1).ToArray());
        });

        private static (string Name, Tensor Matrix) Only(Tensor? covariance_matrix, Tensor? precision_matrix, Tensor? scale_tril)
        {
            (string Name, Tensor? Matrix)[] given = new[]
            {
                (nameof(covariance_matrix), covariance_matrix),
                (nameof(precision_matrix), precision_matrix),
                (nameof(scale_tril), scale_tril),
            }.Where(each => !(each.Item2 is null)).ToArray();
            if (given.Length != 1)
            {
                throw new ArgumentException(
                    $"Expected one of covariance_matrix, precision_matrix and scale_tril, not {given.Length}.", nameof(covariance_matrix));
            }
            (string name, Tensor? matrix) = given[0];
            return matrix!.dim() >= 2 ? (name, matrix) : throw new ArgumentException(
                $"Expected matrices of at least two dimensions, not of shape {new Size(matrix.shape)}.", name);
        }

        /// <summary>The Cholesky factors of the inverses.</summary>
        private static Tensor FromPrecision(Tensor precision) => Scoped(() =>
        {
            Tensor reversed = linalg.cholesky(precision.flip(-2, -1));
            Tensor inverse = reversed.flip(-2, -1).mT;
            return linalg.solve_triangular(inverse, eye(precision.size(-1), precision.dtype, precision.device), upper: false);
        });

        private long[] MatrixShape() => (batch_shape + event_shape + event_shape).Shape;
    }
}
