using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>How <see cref="lobpcg"/> finds the next directions.</summary>
        public enum LobpcgMethod
        {
            /// <summary>As published: fast, but it may fail for many or near eigenvalues.</summary>
            basic,

            /// <summary>With orthogonal directions: robust.</summary>
            ortho,
        }

        /// <summary>Some of the greatest or least eigenvalues of symmetric matrices, and their vectors, by iteration.</summary>
        /// <param name="A">Symmetric matrices, [..., m, m], or one sparse matrix. What autograd records is refused.</param>
        /// <param name="k">How many eigenvalues; as many as X has columns by default, or 1.</param>
        /// <param name="B">Positive definite matrices for the problem A x = λ B x; the identity by default.</param>
        /// <param name="X">Vectors to start with, [..., m, n]; random ones by default.</param>
        /// <param name="n">How many random vectors to start with: k by default, and at most m / 3.</param>
        /// <param name="iK">A matrix that is multiplied with the errors, about the inverse of A, to need fewer rounds.</param>
        /// <param name="niter">The greatest number of rounds: 1000 by default. -1 stands for no limit.</param>
        /// <param name="tol">The relative error to stop at; the root of the type's precision by default.</param>
        /// <param name="largest">Whether to find the greatest eigenvalues, which is the default.</param>
        /// <param name="method">How to find the next directions; <see cref="LobpcgMethod.ortho"/> by default.</param>
        /// <returns>The eigenvalues [..., k], and the vectors as columns [..., m, k].</returns>
        /// <exception cref="ArgumentException">The shapes or types do not fit, or autograd records a matrix.</exception>
        public static (Tensor eigenvalues, Tensor eigenvectors) lobpcg(
            Tensor A, int? k = null, Tensor? B = null, Tensor? X = null, int? n = null, Tensor? iK = null, int? niter = null,
            double? tol = null, bool? largest = null, LobpcgMethod? method = null)
        {
            RequireSymmetricProblem(NotNull(A), B);
            long[] shape = A.shape;
            long rows = shape[^1];
            long count = k ?? X?.size(-1) ?? 1;
            long columns = X?.size(-1) ?? n ?? count;
            if (count < 1 || columns < count || rows < 3 * columns)
            {
                throw new ArgumentException(
                    $"Expected from 1 to n eigenvalues, and n at most a third of the {rows} rows, not {count} with n = {columns}.",
                    nameof(k));
            }
            long[] start = shape.SkipLast(1).Append(columns).ToArray();
            if (!(X is null) && !X.shape.AsSpan().SequenceEqual(start))
            {
                throw new ArgumentException($"Expected vectors of the shape {new Size(start)}, not {new Size(X.shape)}.", nameof(X));
            }
            using IDisposable unrecorded = no_grad();
            using DisposeScope scope = NewDisposeScope();
            (Tensor, Tensor) Solve(Tensor matrix, Tensor? other, Tensor? vectors) => new LobpcgSolver(
                matrix, other, iK, vectors ?? randn(new[] { rows, columns }, A.dtype, A.device), count, largest ?? true,
                tol ?? Math.Sqrt(finfo(A.dtype).eps), method ?? LobpcgMethod.ortho).Run(niter ?? 1000);
            if (shape.Length == 2)
            {
                (Tensor values, Tensor vectors) = Solve(A, B, X);
                return (values.MoveToOuterDisposeScope(), vectors.MoveToOuterDisposeScope());
            }
            Tensor[] matrices = A.reshape(-1, rows, rows).unbind();
            Tensor[]? others = B?.reshape(-1, rows, rows).unbind();
            Tensor[]? starts = X?.reshape(-1, rows, columns).unbind();
            List<(Tensor Values, Tensor Vectors)> each = matrices.Select((matrix, i) => Solve(matrix, others?[i], starts?[i])).ToList();
            long[] batch = shape.SkipLast(2).ToArray();
            Tensor allValues = torch.stack(each.Select(one => one.Values)).reshape(batch.Append(count).ToArray());
            Tensor allVectors = torch.stack(each.Select(one => one.Vectors)).reshape(batch.Append(rows).Append(count).ToArray());
            return (allValues.MoveToOuterDisposeScope(), allVectors.MoveToOuterDisposeScope());
        }

        private static void RequireSymmetricProblem(Tensor A, Tensor? B)
        {
            long[] shape = A.shape;
            if (shape.Length < 2 || shape[^1] != shape[^2])
            {
                throw new ArgumentException($"Expected square matrices, [..., m, m], not the shape {new Size(shape)}.", nameof(A));
            }
            if (A.dtype != ScalarType.Float32 && A.dtype != ScalarType.Float64)
            {
                throw new ArgumentException($"Expected a tensor of Float32 or Float64, not {A.dtype}.", nameof(A));
            }
            if (!(B is null) && !B.shape.AsSpan().SequenceEqual(shape))
            {
                throw new ArgumentException($"Expected matrices of the shape {new Size(shape)}, as A, not {new Size(B.shape)}.", nameof(B));
            }
            if (is_grad_enabled() && (A.requires_grad || (B?.requires_grad ?? false)))
            {
                throw new ArgumentException("There are no derivatives of lobpcg here: detach the matrices, or use linalg.eigh.", nameof(A));
            }
        }
    }
}
