using System;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Approximates the greatest singular values and their vectors, by random projections.</summary>
        /// <param name="A">Matrices, [..., m, n].</param>
        /// <param name="q">How many singular values, a little more than the rank is best.</param>
        /// <param name="niter">How often the approximation is improved.</param>
        /// <param name="M">What to subtract from the matrices first, of their size or one that broadcasts to it.</param>
        /// <returns>U, S and V with A ≈ U diag(S) Vᴴ.</returns>
        /// <exception cref="ArgumentException">q or niter does not fit.</exception>
        public static (Tensor U, Tensor S, Tensor V) svd_lowrank(Tensor A, int q = 6, int niter = 2, Tensor? M = null)
        {
            RequireRank(NotNull(A), q, niter);
            using DisposeScope scope = NewDisposeScope();
            Tensor matrix = M is null ? A : A.sub(M);
            bool isWide = matrix.size(-2) < matrix.size(-1);
            Tensor tall = isWide ? matrix.adjoint() : matrix;
            Tensor basis = Basis(tall, q, niter);
            (Tensor inner, Tensor values, Tensor right) = linalg.svd(basis.adjoint().matmul(tall), full_matrices: false);
            Tensor left = basis.matmul(inner);
            Tensor vectors = right.adjoint();
            (Tensor u, Tensor v) = isWide ? (vectors, left) : (left, vectors);
            return (u.MoveToOuterDisposeScope(), values.MoveToOuterDisposeScope(), v.MoveToOuterDisposeScope());
        }

        /// <summary>Approximates the main directions in which the rows of matrices differ, by random projections.</summary>
        /// <param name="A">Matrices, [..., m, n], of m rows.</param>
        /// <param name="q">How many directions: 6 by default, or as many as there are.</param>
        /// <param name="center">Whether to subtract the mean of the rows first.</param>
        /// <param name="niter">How often the approximation is improved.</param>
        /// <returns>U, S and V with A ≈ U diag(S) Vᴴ; the columns of V are the directions.</returns>
        /// <exception cref="ArgumentException">q or niter does not fit.</exception>
        public static (Tensor U, Tensor S, Tensor V) pca_lowrank(Tensor A, int q = 6, bool center = true, int niter = 2)
        {
            if (q == 6 && NotNull(A).dim() >= 2)
            {
                q = (int)Math.Min(q, Math.Min(A.size(-2), A.size(-1)));
            }
            if (!center)
            {
                return svd_lowrank(A, q, niter);
            }
            RequireRank(NotNull(A), q, niter);
            using Tensor mean = A.mean(new long[] { -2 }, keepdim: true);
            return svd_lowrank(A, q, niter, mean);
        }

        /// <summary>Orthogonal columns that span about the same as the greatest left singular vectors.</summary>
        private static Tensor Basis(Tensor matrix, int count, int rounds)
        {
            long[] shape = matrix.shape;
            Tensor random = randn(new[] { shape[^1], count }, matrix.dtype, matrix.device);
            Tensor basis = linalg.qr(matrix.matmul(random)).Item1;
            Tensor adjoint = matrix.adjoint();
            for (int i = 0; i < rounds; i++)
            {
                Tensor other = linalg.qr(adjoint.matmul(basis)).Item1;
                basis = linalg.qr(matrix.matmul(other)).Item1;
            }
            return basis;
        }

        private static void RequireRank(Tensor matrices, int q, int niter)
        {
            if (matrices.dim() < 2)
            {
                throw new ArgumentException($"Expected matrices, [..., m, n], not a tensor of {matrices.dim()} dimensions.", "A");
            }
            long most = Math.Min(matrices.size(-2), matrices.size(-1));
            if (q < 0 || q > most)
            {
                throw new ArgumentException($"q must be from 0 to {most}, the smaller size of the matrices, not {q}.", nameof(q));
            }
            if (niter < 0)
            {
                throw new ArgumentException($"niter must not be negative, but is {niter}.", nameof(niter));
            }
        }
    }
}
