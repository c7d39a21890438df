using System;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tensors
{
    /// <summary>The locally optimal block preconditioned conjugate gradient method, for one matrix.</summary>
    /// <remarks>Each round solves the problem within the span of the vectors, the last directions and the errors.</remarks>
    internal sealed class LobpcgSolver
    {
        private const int MostTries = 3; // to make directions orthogonal

        private readonly Tensor matrix;
        private readonly Tensor? other;
        private readonly Tensor? preconditioner;
        private readonly long wanted;
        private readonly long count;
        private readonly bool largest;
        private readonly double tolerance;
        private readonly LobpcgMethod method;

        private Tensor vectors; // [m, n]
        private Tensor values; // [n]
        private Tensor errors; // [m, n]
        private Tensor span; // [m, up to 3n]: vectors, directions, errors
        private double matrixNorm;
        private double otherNorm;
        private long converged;

        internal LobpcgSolver(
            Tensor matrix, Tensor? other, Tensor? preconditioner, Tensor start, long wanted, bool largest, double tolerance,
            LobpcgMethod method)
        {
            this.matrix = matrix;
            this.other = other;
            this.preconditioner = preconditioner;
            this.wanted = wanted;
            this.largest = largest;
            this.tolerance = tolerance;
            this.method = method;
            count = start.size(1);
            vectors = start.clone();
            values = vectors.new_zeros(new[] { count });
            errors = vectors.alias();
            span = vectors.alias();
        }

        internal (Tensor Values, Tensor Vectors) Run(int rounds)
        {
            Round(Start);
            while (converged < wanted && --rounds != 0)
            {
                Round(Continue);
            }
            return (values.narrow(0, 0, wanted).clone(), vectors.narrow(1, 0, wanted).clone());
        }

        private static Tensor Times(Tensor? left, Tensor right) => left is null ? right : left.matmul(right);

        private static Tensor Form(Tensor? form, Tensor sides) => sides.mT.matmul(Times(form, sides));

        private static double Norm(Tensor value) => value.square().sum().sqrt().ToDouble();

        private static Tensor Columns(Tensor value, long from, long to) => value.narrow(1, from, to - from);

        /// <summary>One round, which replaces the state, and of which only the state is left.</summary>
        private void Round(Action step)
        {
            Tensor[] before = { vectors, values, errors, span };
            using (DisposeScope scope = NewDisposeScope())
            {
                step();
                foreach (Tensor each in new[] { vectors, values, errors, span })
                {
                    each.MoveToOuterDisposeScope();
                }
            }
            foreach (Tensor each in before)
            {
                each.Dispose();
            }
        }

        private void Start()
        {
            double norm = Norm(vectors);
            matrixNorm = Norm(Times(matrix, vectors)) / norm;
            otherNorm = Norm(Times(other, vectors)) / norm;
            Tensor transform = RayleighRitz(vectors);
            (Tensor first, Tensor rotation) = Eigen(Form(Form(matrix, vectors), transform), largest);
            vectors = vectors.matmul(transform.matmul(rotation));
            values = first;
            Finish(Array.Empty<Tensor>());
        }

        private void Continue()
        {
            long left = count - converged;
            Tensor free = Columns(span, converged, span.size(1));
            Tensor form = Form(matrix, free);
            Tensor? transform = method == LobpcgMethod.basic ? RayleighRitz(free) : null;
            (Tensor found, Tensor rotation) = Eigen(transform is null ? form : Form(form, transform), largest);
            Tensor basis = Times(transform, rotation);
            Tensor next = free.matmul(Columns(basis, 0, left));
            vectors = torch.cat(new[] { Columns(vectors, 0, converged), next }, 1);
            values = torch.cat(new[] { values.narrow(0, 0, converged), found.narrow(0, 0, left) });
            Tensor directions = transform is null
                ? free.matmul(Columns(rotation, left, rotation.size(1)).matmul(Inner(rotation, left)))
                : free.matmul(Columns(basis, Math.Min(count, basis.size(1)), Math.Min(count + left, basis.size(1))));
            Finish(new[] { directions });
        }

        /// <summary>The part of the other rotations that the new vectors come from, as an orthonormal basis.</summary>
        private static Tensor Inner(Tensor rotation, long left) =>
            linalg.qr(Columns(rotation.narrow(0, 0, left), left, rotation.size(1)).mT).Item1;

        /// <summary>Finds the errors and what has converged, and puts the next span together.</summary>
        private void Finish(Tensor[] directions)
        {
            errors = Times(matrix, vectors) - Times(other, vectors) * values;
            Tensor relative = errors.square().sum(0).sqrt() /
                (vectors.square().sum(0).sqrt() * (matrixNorm + values.abs() * otherNorm));
            long done = relative.lt(tolerance).to(ScalarType.Int64).cumprod(0).sum().ToInt64();
            converged = Math.Max(converged, done); // the first ones are kept, whatever rounding does to them
            Tensor kept = torch.cat(directions.Prepend(vectors).ToArray(), 1);
            Tensor rest = Columns(errors, converged, count);
            Tensor added = method == LobpcgMethod.basic ? Times(preconditioner, rest) : Orthogonal(Times(preconditioner, rest), kept);
            span = torch.cat(new[] { kept, added }, 1);
        }

        /// <summary>What makes the columns orthonormal in the sense of the other matrix.</summary>
        private Tensor RayleighRitz(Tensor columns)
        {
            Tensor form = Form(other, columns);
            Tensor row = form.diagonal().pow(-0.5);
            Tensor factor = linalg.cholesky(form * row * row.unsqueeze(1)).mT;
            return linalg.solve_triangular(factor, row.diag_embed(), upper: true, left: false);
        }

        private static (Tensor Values, Tensor Vectors) Eigen(Tensor form, bool largest)
        {
            (Tensor values, Tensor vectors) = linalg.eigh(form, "U");
            return largest ? (values.flip(-1), vectors.flip(-1)) : (values, vectors);
        }

        /// <summary>Columns with the span of the given ones that are orthonormal, and orthogonal to those of a basis.</summary>
        private Tensor Orthogonal(Tensor columns, Tensor basis)
        {
            double basisNorm = Norm(Times(other, basis));
            Tensor overlap = basis.mT.matmul(Times(other, columns));
            for (int i = 0; i < MostTries; i++)
            {
                columns -= basis.matmul(overlap);
                for (int j = 0; j < MostTries; j++)
                {
                    columns = Normalized(columns);
                    if (columns.numel() == 0)
                    {
                        return columns;
                    }
                    Tensor image = Times(other, columns);
                    Tensor form = columns.mT.matmul(image);
                    Tensor error = form - eye(form.size(0), form.dtype, form.device);
                    if (Norm(error) / (Norm(image) * Norm(columns)) < tolerance)
                    {
                        break;
                    }
                }
                overlap = basis.mT.matmul(Times(other, columns));
                if (Norm(overlap) / (basisNorm * Norm(columns)) < tolerance)
                {
                    break;
                }
            }
            return columns;
        }

        /// <summary>One step to orthonormal columns, by the singular values of their form.</summary>
        private Tensor Normalized(Tensor columns)
        {
            Tensor lengths = Form(other, columns).diagonal();
            Tensor present = lengths.ne(0).nonzero().squeeze(1);
            if (present.numel() == 0)
            {
                return columns.narrow(1, 0, 0);
            }
            columns = columns.index_select(1, present);
            Tensor form = Form(other, columns);
            Tensor scale = form.diagonal().abs().pow(-0.5);
            (Tensor sizes, Tensor rotation) = Eigen(form * scale * scale.unsqueeze(1), largest: false);
            Tensor bounded = torch.maximum(sizes, sizes.abs().max() * tolerance);
            return (columns * scale).matmul(rotation * bounded.pow(-0.5));
        }
    }
}
