using System;
using TorchSharpPy.Layers;
using TorchSharpPy.Printing;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of the layers that normalize each channel and may keep running statistics.</summary>
    public abstract class NormBase : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private Parameter? heldWeight;
        private Parameter? heldBias;
        private torch.Tensor? heldMean;
        private torch.Tensor? heldVariance;
        private torch.Tensor? heldCount;

        private protected NormBase(string name, in NormOptions options)
            : base(name)
        {
            num_features = Require.NotNegative(options.Features, nameof(num_features));
            (eps, momentum) = (options.Epsilon, options.Momentum);
            (affine, track_running_stats) = (options.IsAffine, options.TracksStatistics);
            long[] shape = { num_features };
            weight = affine ? Initial.Full(shape, 1, options.Device, options.Dtype) : null;
            bias = affine && options.HasBias ? Initial.Full(shape, 0, options.Device, options.Dtype) : null;
            running_mean = track_running_stats ? torch.zeros(shape, dtype: options.Dtype, device: options.Device) : null;
            running_var = track_running_stats ? torch.ones(shape, dtype: options.Dtype, device: options.Device) : null;
            num_batches_tracked = track_running_stats
                ? torch.zeros(Array.Empty<long>(), dtype: torch.ScalarType.Int64, device: options.Device)
                : null;
        }

        /// <summary>The number of channels.</summary>
        public long num_features { get; }

        /// <summary>Added to the variances.</summary>
        public double eps { get; set; }

        /// <summary>The part of a batch's statistics in the running ones; null for the mean over all batches.</summary>
        public double? momentum { get; set; }

        /// <summary>Whether there is a weight.</summary>
        public bool affine { get; }

        /// <summary>Whether running statistics are kept.</summary>
        public bool track_running_stats { get; }

        /// <summary>A factor for each channel; null for none.</summary>
        public Parameter? weight
        {
            get => heldWeight;
            set => Hold(ref heldWeight, value);
        }

        /// <summary>What is added to each channel; null for nothing.</summary>
        public Parameter? bias
        {
            get => heldBias;
            set => Hold(ref heldBias, value);
        }

        /// <summary>The running means; null if they are not kept.</summary>
        public torch.Tensor? running_mean
        {
            get => heldMean;
            set => Hold(ref heldMean, value);
        }

        /// <summary>The running variances; null if they are not kept.</summary>
        public torch.Tensor? running_var
        {
            get => heldVariance;
            set => Hold(ref heldVariance, value);
        }

        /// <summary>How many batches the statistics are from; null if they are not kept.</summary>
        public torch.Tensor? num_batches_tracked
        {
            get => heldCount;
            set => Hold(ref heldCount, value);
        }

        /// <summary>Sets means to 0, variances to 1 and the count to 0.</summary>
        public void reset_running_stats()
        {
            Initial.Fill(heldMean, 0);
            Initial.Fill(heldVariance, 1);
            Initial.Fill(heldCount, 0);
        }

        /// <summary>Resets the statistics, the weight to 1 and the bias to 0.</summary>
        public void reset_parameters()
        {
            reset_running_stats();
            Initial.Fill(heldWeight, 1);
            Initial.Fill(heldBias, 0);
        }

        /// <inheritdoc/>
        public override string extra_repr() =>
            PythonFormat.Text($"{num_features}, eps={eps}, momentum={momentum}, affine={affine}, bias={!(bias is null)}") +
            PythonFormat.Text($", track_running_stats={track_running_stats}");

        /// <summary>Refuses a tensor whose number of dimensions does not fit.</summary>
        /// <exception cref="ArgumentException">The number does not fit.</exception>
        private protected abstract void CheckDimensions(torch.Tensor input);
    }
}
