using System;
using static TorchSharpPy.Distributions.Calculation;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class constraints
            {
                /// <summary>Lower triangular matrices.</summary>
                public class _LowerTriangular : Constraint
                {
                    /// <summary>Creates a condition.</summary>
                    public _LowerTriangular()
                        : base(false, 2)
                    {
                    }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        return Scoped(() => value.tril().eq(value).all(-1).all(-1));
                    }
                }

                /// <summary>Lower triangular matrices with positive diagonals.</summary>
                public class _LowerCholesky : Constraint
                {
                    /// <summary>Creates a condition.</summary>
                    public _LowerCholesky()
                        : base(false, 2)
                    {
                    }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        return Scoped(() => lower_triangular.check(value) & value.diagonal(dim1: -2, dim2: -1).gt(0).all(-1));
                    }
                }

                /// <summary>Lower triangular matrices with positive diagonals and rows of length 1.</summary>
                public class _CorrCholesky : Constraint
                {
                    /// <summary>Creates a condition.</summary>
                    public _CorrCholesky()
                        : base(false, 2)
                    {
                    }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        double tolerance = finfo(value.dtype).eps * value.size(-1) * 10;
                        return Scoped(() =>
                        {
                            Tensor lengths = value.detach().square().sum(-1).sqrt();
                            return lower_cholesky.check(value) & (lengths - 1.0).abs().le(tolerance).all(-1);
                        });
                    }
                }

                /// <summary>Square matrices.</summary>
                public class _Square : Constraint
                {
                    /// <summary>Creates a condition.</summary>
                    public _Square()
                        : base(false, 2)
                    {
                    }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        long[] shape = value.shape;
                        return full(shape.AsSpan(0, shape.Length - 2), shape[^2] == shape[^1], ScalarType.Bool, value.device);
                    }

                    private protected static bool IsTrue(Tensor conditions)
                    {
                        using Tensor all = conditions.all();
                        return all.ToBoolean();
                    }
                }

                /// <summary>Symmetric matrices.</summary>
                public class _Symmetric : _Square
                {
                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        Tensor isSquare = base.check(value);
                        if (!IsTrue(isSquare))
                        {
                            return isSquare;
                        }
                        isSquare.Dispose();
                        return Scoped(() => value.isclose(value.mT, atol: 1e-6).all(-2).all(-1));
                    }
                }

                /// <summary>Symmetric matrices whose eigenvalues are not negative.</summary>
                public class _PositiveSemiDefinite : _Symmetric
                {
                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        Tensor isSymmetric = base.check(value);
                        if (!IsTrue(isSymmetric))
                        {
                            return isSymmetric;
                        }
                        isSymmetric.Dispose();
                        return Scoped(() => linalg.eigvalsh(value).ge(0).all(-1));
                    }
                }

                /// <summary>Symmetric matrices whose eigenvalues are positive.</summary>
                public class _PositiveDefinite : _Symmetric
                {
                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        Tensor isSymmetric = base.check(value);
                        if (!IsTrue(isSymmetric))
                        {
                            return isSymmetric;
                        }
                        isSymmetric.Dispose();
                        return Scoped(() => linalg.cholesky_ex(value).info.eq(0));
                    }
                }
            }
        }
    }
}
