using System;
using TorchSharpPy.Layers;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of the layers that normalize each channel over a batch.</summary>
    public abstract class BatchNorm : NormBase
    {
        private protected BatchNorm(string name, in NormOptions options)
            : base(name, options)
        {
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input)
        {
            CheckDimensions(input);
            torch.Tensor? mean = running_mean;
            torch.Tensor? variance = running_var;
            bool usesBatch = training || (mean is null && variance is null);
            if (usesBatch)
            {
                CheckSize(input.shape);
            }
            double factor = training && track_running_stats ? Count() : momentum ?? 0;
            bool keeps = !training || track_running_stats;
            return torch.nn.functional.batch_norm(
                input, keeps ? mean : null, keeps ? variance : null, weight, bias, usesBatch, factor, eps);
        }

        private static void CheckSize(long[] shape)
        {
            long count = shape[0];
            for (int i = 2; i < shape.Length; i++)
            {
                count *= shape[i];
            }
            if (count == 1)
            {
                throw new ArgumentException(
                    $"Expected more than one value for each channel in training, not a tensor of shape [{string.Join(", ", shape)}].",
                    "input");
            }
        }

        /// <summary>Counts a batch, and says how much of it goes into the running statistics.</summary>
        private double Count()
        {
            torch.Tensor? count = num_batches_tracked;
            count?.add_(1);
            return momentum ?? (count is null ? 0 : 1 / count.ToDouble());
        }
    }
}
