using System;
using System.Linq;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            /// <summary>Zeros random blocks of images (arXiv 1810.12890), and scales the rest up.</summary>
            /// <param name="input">Images, [N, C, H, W].</param>
            /// <param name="p">The probability of an element.</param>
            /// <param name="block_size">The height and width of the blocks.</param>
            /// <param name="inplace">Whether to change the images themselves.</param>
            /// <param name="eps">A small number against dividing by zero.</param>
            /// <param name="training">Whether to do anything.</param>
            /// <exception cref="ArgumentException">The probability is not from 0 to 1, or the dimensions are others.</exception>
            public static Tensor drop_block2d(
                Tensor input, double p, long block_size, bool inplace = false, double eps = 1e-6, bool training = true) =>
                DropBlock(input, p, block_size, inplace, eps, training, dimensions: 2);

            /// <summary>Zeros random blocks of volumes (arXiv 1810.12890), and scales the rest up.</summary>
            /// <param name="input">Volumes, [N, C, D, H, W].</param>
            /// <param name="p">The probability of an element.</param>
            /// <param name="block_size">The depth, height and width of the blocks.</param>
            /// <param name="inplace">Whether to change the volumes themselves.</param>
            /// <param name="eps">A small number against dividing by zero.</param>
            /// <param name="training">Whether to do anything.</param>
            /// <exception cref="ArgumentException">The probability is not from 0 to 1, or the dimensions are others.</exception>
            public static Tensor drop_block3d(
                Tensor input, double p, long block_size, bool inplace = false, double eps = 1e-6, bool training = true) =>
                DropBlock(input, p, block_size, inplace, eps, training, dimensions: 3);

            /// <summary>Zeros random rows of a batch, or the whole batch, and scales the rest up.</summary>
            /// <param name="input">A batch, [N, ...].</param>
            /// <param name="p">The probability of a row or the batch.</param>
            /// <param name="mode">Rows, or the batch.</param>
            /// <param name="training">Whether to do anything.</param>
            /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1, or there is no such mode.</exception>
            public static Tensor stochastic_depth(Tensor input, double p, StochasticDepth.Mode mode, bool training = true)
            {
                if (input is null)
                {
                    throw new ArgumentNullException(nameof(input));
                }
                Draws.RequireProbability(p);
                if (!Enum.IsDefined(typeof(StochasticDepth.Mode), mode))
                {
                    throw new ArgumentOutOfRangeException(nameof(mode), mode, "The mode must be Batch or Row.");
                }
                if (!training || p == 0)
                {
                    return input.alias();
                }
                using DisposeScope scope = NewDisposeScope();
                long[] size = Enumerable.Repeat(1L, (int)input.dim()).ToArray();
                if (mode == torchvision.StochasticDepth.Mode.Row)
                {
                    size[0] = input.size(0);
                }
                Tensor noise = torch.empty(size, input.dtype, input.device).bernoulli_(1 - p);
                return input.mul(p < 1 ? noise.div(1 - p) : noise).MoveToOuterDisposeScope();
            }

            private static Tensor DropBlock(
                Tensor input, double p, long block, bool inplace, double eps, bool training, int dimensions)
            {
                if (input is null)
                {
                    throw new ArgumentNullException(nameof(input));
                }
                Draws.RequireProbability(p);
                if (input.dim() != dimensions + 2)
                {
                    throw new ArgumentException(
                        $"Expected a tensor of {dimensions + 2} dimensions, not of shape {new Size(input.shape)}.", nameof(input));
                }
                if (block < 1)
                {
                    throw new ArgumentOutOfRangeException(nameof(block), block, "The size of a block must be positive.");
                }
                if (!training || p == 0)
                {
                    return input.alias();
                }
                using DisposeScope scope = NewDisposeScope();
                Tensor kept = KeptBlocks(input, p, block, dimensions);
                Tensor scale = kept.sum().add(eps).reciprocal().mul(kept.numel());
                Tensor result = inplace ? input.mul_(kept).mul_(scale).alias() : input.mul(kept).mul(scale);
                return result.MoveToOuterDisposeScope();
            }

            private static Tensor KeptBlocks(Tensor input, double p, long block, int dimensions)
            {
                long[] sizes = input.shape.Skip(2).ToArray();
                block = Math.Min(block, sizes.Min());
                double places = sizes.Aggregate(1.0, (product, size) => product * (size - block + 1));
                double gamma = p * sizes.Aggregate(1.0, (product, size) => product * size) / (Math.Pow(block, dimensions) * places);
                long[] shape = input.shape.Take(2).Concat(sizes.Select(size => size - block + 1)).ToArray();
                Tensor noise = torch.empty(shape, input.dtype, input.device).bernoulli_(Math.Min(gamma, 1));
                Tensor padded = nn.functional.pad(noise, Enumerable.Repeat(block - 1, 2 * dimensions).ToArray());
                Tensor blocks = dimensions == 2
                    ? nn.functional.max_pool2d(padded, block, stride: 1)
                    : nn.functional.max_pool3d(padded, block, stride: 1);
                return torch.rsub(blocks, 1.0);
            }
        }
    }
}
