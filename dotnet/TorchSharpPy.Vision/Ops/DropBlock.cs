using TorchSharpPy.Modules;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            /// <summary>A module that zeros random blocks of images while it is trained. See <see cref="drop_block2d"/>.</summary>
            /// <param name="p">The probability of an element.</param>
            /// <param name="block_size">The height and width of the blocks.</param>
            /// <param name="inplace">Whether to change the images themselves.</param>
            /// <param name="eps">A small number against dividing by zero.</param>
            public static DropBlock2d DropBlock2d(double p, long block_size, bool inplace = false, double eps = 1e-6) =>
                new DropBlock2d(p, block_size, inplace, eps);

            /// <summary>A module that zeros random blocks of volumes while it is trained. See <see cref="drop_block3d"/>.</summary>
            /// <param name="p">The probability of an element.</param>
            /// <param name="block_size">The depth, height and width of the blocks.</param>
            /// <param name="inplace">Whether to change the volumes themselves.</param>
            /// <param name="eps">A small number against dividing by zero.</param>
            public static DropBlock3d DropBlock3d(double p, long block_size, bool inplace = false, double eps = 1e-6) =>
                new DropBlock3d(p, block_size, inplace, eps);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Zeros random blocks of images while it is trained. See <see cref="torchvision.ops.drop_block2d"/>.</summary>
    public sealed class DropBlock2d : torch.nn.Module<Tensor, Tensor>
    {
        private readonly (double p, long block, bool inplace, double eps) options;

        /// <summary>Creates the module.</summary>
        /// <param name="p">The probability of an element.</param>
        /// <param name="block_size">The height and width of the blocks.</param>
        /// <param name="inplace">Whether to change the images themselves.</param>
        /// <param name="eps">A small number against dividing by zero.</param>
        public DropBlock2d(double p, long block_size, bool inplace = false, double eps = 1e-6)
            : base(nameof(DropBlock2d))
        {
            options = (Draws.RequireProbability(p), block_size, inplace, eps);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) =>
            torchvision.ops.drop_block2d(input, options.p, options.block, options.inplace, options.eps, training);
    }

    /// <summary>Zeros random blocks of volumes while it is trained. See <see cref="torchvision.ops.drop_block3d"/>.</summary>
    public sealed class DropBlock3d : torch.nn.Module<Tensor, Tensor>
    {
        private readonly (double p, long block, bool inplace, double eps) options;

        /// <summary>Creates the module.</summary>
        /// <param name="p">The probability of an element.</param>
        /// <param name="block_size">The depth, height and width of the blocks.</param>
        /// <param name="inplace">Whether to change the volumes themselves.</param>
        /// <param name="eps">A small number against dividing by zero.</param>
        public DropBlock3d(double p, long block_size, bool inplace = false, double eps = 1e-6)
            : base(nameof(DropBlock3d))
        {
            options = (Draws.RequireProbability(p), block_size, inplace, eps);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) =>
            torchvision.ops.drop_block3d(input, options.p, options.block, options.inplace, options.eps, training);
    }
}
