using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class init
            {
                /// <summary>Fills a tensor with a random matrix whose rows or columns are orthogonal.</summary>
                /// <param name="tensor">The tensor: [rows, ...], whose other dimensions together are the columns.</param>
                /// <param name="gain">A factor.</param>
                /// <param name="generator">The random numbers; the default generator if it is null.</param>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
                public static Tensor orthogonal_(Tensor tensor, double gain = 1, Generator? generator = null)
                {
                    long rows = ShapeOf(tensor, 2, int.MaxValue, "a tensor of at least 2 dimensions")[0];
                    long elements = tensor.numel();
                    if (elements == 0 || tensor.is_meta)
                    {
                        return tensor;
                    }
                    long columns = elements / rows;
                    using DisposeScope scope = NewDisposeScope();
                    using (no_grad())
                    {
                        Tensor drawn = tensor.new_empty(rows, columns).normal_(0, 1, generator);
                        (Tensor q, Tensor r) = linalg.qr(rows < columns ? drawn.t_() : drawn);
                        q.mul_(r.diag().sign()); // so that all such matrices are equally likely
                        tensor.view_as(rows < columns ? q.t_() : q).copy_(q);
                        return tensor.mul_(gain);
                    }
                }

                /// <summary>Fills a matrix with normally distributed numbers, and a part of each column with zeros.</summary>
                /// <param name="tensor">The matrix.</param>
                /// <param name="sparsity">The part of each column that is zero, from 0 to 1.</param>
                /// <param name="std">The standard deviation of the numbers.</param>
                /// <param name="generator">The random numbers; the default generator if it is null.</param>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The tensor does not have two dimensions.</exception>
                /// <exception cref="ArgumentOutOfRangeException">The part is not between 0 and 1.</exception>
                public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01, Generator? generator = null)
                {
                    long[] shape = ShapeOf(tensor, 2, 2, "a matrix");
                    if (!(sparsity >= 0 && sparsity <= 1))
                    {
                        throw new ArgumentOutOfRangeException(
                            nameof(sparsity), sparsity, "The part of each column that is zero must be between 0 and 1.");
                    }
                    if (tensor.is_meta)
                    {
                        return tensor;
                    }
                    var zeros = (long)Math.Ceiling(sparsity * shape[0]);
                    using (no_grad())
                    {
                        tensor.normal_(0, std, generator);
                        for (long column = 0; column < shape[1]; column++)
                        {
                            using DisposeScope scope = NewDisposeScope();
                            Tensor order = torch.randperm(shape[0], device: CPU); // on the CPU also for a tensor on a GPU, as in PyTorch
                            tensor.select(1, column).index_fill_(0, order.narrow(0, 0, zeros).to(tensor.device), 0);
                        }
                    }
                    return tensor;
                }
            }
        }
    }
}
