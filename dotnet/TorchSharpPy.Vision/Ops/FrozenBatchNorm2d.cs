using System;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            /// <summary>A batch normalization whose statistics and factors are fixed.</summary>
            /// <param name="num_features">The number of channels.</param>
            /// <param name="eps">Added to the variances.</param>
            /// <param name="device">The device; the CPU by default.</param>
            /// <exception cref="ArgumentOutOfRangeException">The number of channels is not positive.</exception>
            public static FrozenBatchNorm2d FrozenBatchNorm2d(int num_features, double eps = 1e-5, Device? device = null) =>
                new FrozenBatchNorm2d(num_features, eps, device);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A batch normalization whose statistics and factors are fixed: buffers, not parameters.</summary>
    public sealed class FrozenBatchNorm2d : torch.nn.Module<Tensor, Tensor>
    {
        private readonly double eps;

        /// <summary>Creates the module.</summary>
        /// <param name="num_features">The number of channels.</param>
        /// <param name="eps">Added to the variances.</param>
        /// <param name="device">The device; the CPU by default.</param>
        /// <exception cref="ArgumentOutOfRangeException">The number of channels is not positive.</exception>
        public FrozenBatchNorm2d(int num_features, double eps = 1e-5, Device? device = null)
            : base(nameof(FrozenBatchNorm2d))
        {
            if (num_features < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(num_features), num_features, "The number of channels must be positive.");
            }
            this.eps = eps;
            register_buffer("weight", torch.ones((long)num_features, device: device));
            register_buffer("bias", torch.zeros((long)num_features, device: device));
            register_buffer("running_mean", torch.zeros((long)num_features, device: device));
            register_buffer("running_var", torch.ones((long)num_features, device: device));
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input)
        {
            if (input is null)
            {
                throw new ArgumentNullException(nameof(input));
            }
            using DisposeScope scope = NewDisposeScope();
            Tensor scale = PerChannel("weight").mul(PerChannel("running_var").add(eps).rsqrt());
            Tensor shift = PerChannel("bias").sub(PerChannel("running_mean").mul(scale));
            return input.mul(scale).add(shift).MoveToOuterDisposeScope();
        }

        private Tensor PerChannel(string buffer) => get_buffer(buffer).reshape(1, -1, 1, 1);
    }
}
