using System;
using TorchSharpPy.Layers;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of the layers that normalize each channel of each example.</summary>
    public abstract class InstanceNorm : NormBase
    {
        private readonly int dimensions;

        private protected InstanceNorm(string name, int dimensions, in NormOptions options)
            : base(name, options)
        {
            this.dimensions = dimensions;
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input)
        {
            CheckDimensions(input);
            long[] shape = input.shape;
            bool isBatch = shape.Length == dimensions + 2;
            long channels = shape[isBatch ? 1 : 0];
            if (channels != num_features && affine)
            {
                throw new ArgumentException($"Expected {num_features} channels, not {channels}.", "input");
            }
            CheckSize(shape, isBatch ? 2 : 1);
            if (isBatch)
            {
                return Normalize(input);
            }
            using torch.Tensor batch = input.unsqueeze(0);
            using torch.Tensor result = Normalize(batch);
            return result.squeeze(0);
        }

        private protected override void CheckDimensions(torch.Tensor input) => Require.Dimensions(input, dimensions + 1, dimensions + 2);

        private torch.Tensor Normalize(torch.Tensor input) => torch.nn.functional.instance_norm(
            input, weight, bias, running_mean, running_var, training || !track_running_stats, momentum ?? 0, eps, cudnn_enabled: true);

        private void CheckSize(long[] shape, int first)
        {
            long count = 1;
            for (int i = first; i < shape.Length; i++)
            {
                count *= shape[i];
            }
            if (count == 1 && (training || !track_running_stats))
            {
                throw new ArgumentException(
                    $"Expected more than one element in each channel, not a tensor of shape [{string.Join(", ", shape)}].", "input");
            }
        }
    }
}
