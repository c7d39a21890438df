using System;
using System.Linq;
using static TorchSharpPy.Distributions.Calculation;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class transforms
            {
                /// <summary>Vectors of D(D-1)/2 numbers to the Cholesky factors of correlation matrices of size D.</summary>
                public sealed class CorrCholeskyTransform : Transform
                {
                    /// <summary>Creates the function.</summary>
                    public CorrCholeskyTransform()
                        : base(constraints.real_vector, constraints.corr_cholesky)
                    {
                    }

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => Scoped(() =>
                    {
                        Tensor sticks = 0.5 * Below(1 - (y * y).cumsum(-1), -2).log().sum(-1);
                        return sticks + (-2 * (x + nn.functional.softplus(-2 * x) - Math.Log(2.0)).sum(-1));
                    });

                    /// <inheritdoc/>
                    public override long[] forward_shape(long[] shape) => Squared(RequireDimensions(shape, 1));

                    /// <inheritdoc/>
                    public override long[] inverse_shape(long[] shape) => Flattened(RequireDimensions(shape, 2));

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => Scoped(() =>
                    {
                        double eps = finfo(x.dtype).eps;
                        Tensor r = ToMatrix(x.tanh().clamp(-1 + eps, 1 - eps));
                        Tensor rest = (1 - r.pow(2)).sqrt().cumprod(-1);
                        return (r + eye(r.size(-1), r.dtype, r.device)) * Shifted(rest);
                    });

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => Scoped(() =>
                    {
                        Tensor rest = Shifted(1 - (y * y).cumsum(-1));
                        Tensor t = Below(y, -1) / Below(rest, -1).sqrt();
                        return (t.log1p() - t.neg().log1p()) / 2;
                    });

                    /// <summary>The size of the matrix with so many elements below the diagonal.</summary>
                    private static long SizeFor(long elements)
                    {
                        long size = (long)Math.Round(Math.Sqrt(0.25 + (2.0 * elements)) + 0.5);
                        return size * (size - 1) / 2 == elements ? size : throw new ArgumentException(
                            $"Expected D(D-1)/2 numbers for a matrix of size D, but {elements} is not such a number.", "shape");
                    }

                    private static long[] Squared(long[] shape)
                    {
                        long size = SizeFor(shape[^1]);
                        return shape.SkipLast(1).Append(size).Append(size).ToArray();
                    }

                    private static long[] Flattened(long[] shape) => shape[^1] == shape[^2]
                        ? shape.SkipLast(2).Append(shape[^1] * (shape[^1] - 1) / 2).ToArray()
                        : throw new ArgumentException($"Expected square matrices, not the shape {new Size(shape)}.", nameof(shape));

                    /// <summary>The elements up to a diagonal, row by row.</summary>
                    private static Tensor Below(Tensor matrix, long diagonal)
                    {
                        Tensor places = tril_indices(matrix.size(-1), matrix.size(-1), diagonal, device: matrix.device);
                        Tensor flat = places.select(0, 0) * matrix.size(-1) + places.select(0, 1);
                        return matrix.flatten(-2).index_select(-1, flat);
                    }

                    private static Tensor ToMatrix(Tensor vector)
                    {
                        long size = SizeFor(vector.size(-1));
                        Tensor places = tril_indices(size, size, -1, device: vector.device);
                        Tensor flat = places.select(0, 0) * size + places.select(0, 1);
                        long[] batch = vector.shape.SkipLast(1).ToArray();
                        return vector.new_zeros(batch.Append(size * size).ToArray()).index_copy(-1, flat, vector)
                            .reshape(batch.Append(size).Append(size).ToArray());
                    }

                    /// <summary>The columns moved to the right, with ones as the first.</summary>
                    private static Tensor Shifted(Tensor matrix) =>
                        nn.functional.pad(matrix.narrow(-1, 0, matrix.size(-1) - 1), new long[] { 1, 0 }, value: 1);
                }
            }
        }
    }
}
