using static TorchSharpPy.Distributions.Calculation;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class transforms
            {
                /// <summary>Matrices to lower triangular ones with positive diagonals.</summary>
                public sealed class LowerCholeskyTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public LowerCholeskyTransform()
                        : base(constraints.independent(constraints.real, 2), constraints.lower_cholesky, bijective: false)
                    {
                    }

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is LowerCholeskyTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(LowerCholeskyTransform).GetHashCode();

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) =>
                        Scoped(() => x.tril(-1) + x.diagonal(dim1: -2, dim2: -1).exp().diag_embed());

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) =>
                        Scoped(() => y.tril(-1) + y.diagonal(dim1: -2, dim2: -1).log().diag_embed());
                }

                /// <summary>Matrices to positive definite ones.</summary>
                public sealed class PositiveDefiniteTransform : Transform
                {
                    private readonly LowerCholeskyTransform factor = new LowerCholeskyTransform();

                    /// <summary>Creates the function.</summary>
                    public PositiveDefiniteTransform()
                        : base(constraints.independent(constraints.real, 2), constraints.positive_definite, bijective: false)
                    {
                    }

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is PositiveDefiniteTransform;

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(PositiveDefiniteTransform).GetHashCode();

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => Scoped(() =>
                    {
                        Tensor lower = factor._call(x);
                        return lower.matmul(lower.mT);
                    });

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => Scoped(() => factor._inverse(linalg.cholesky(y)));
                }
            }
        }
    }
}
