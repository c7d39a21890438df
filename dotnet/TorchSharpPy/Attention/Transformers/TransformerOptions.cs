using System;
using TorchSharpPy.Layers;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Attention
{
    /// <summary>The options of a transformer's layer.</summary>
    internal sealed class TransformerOptions
    {
        /// <summary>Checks the options.</summary>
        internal TransformerOptions(
            long d_model, long nhead, long dim_feedforward, double dropout, torch.nn.Activations activation, double layer_norm_eps)
        {
            var sizes = new AttentionLayout(d_model, nhead); // which checks them
            (Size, Heads) = (sizes.Size, sizes.Heads);
            InnerSize = Require.NotNegative(dim_feedforward, nameof(dim_feedforward));
            Dropout = Require.Probability(dropout, nameof(dropout));
            Activation = activation == torch.nn.Activations.ReLU || activation == torch.nn.Activations.GELU
                ? activation
                : throw new ArgumentOutOfRangeException(nameof(activation), activation, "The activation must be ReLU or GELU.");
            Epsilon = layer_norm_eps;
        }

        private TransformerOptions(TransformerOptions other)
        {
            (Size, Heads, InnerSize, Dropout) = (other.Size, other.Heads, other.InnerSize, other.Dropout);
            (Activation, Epsilon, BatchFirst) = (other.Activation, other.Epsilon, other.BatchFirst);
            (NormFirst, HasBias, Device, Dtype) = (other.NormFirst, other.HasBias, other.Device, other.Dtype);
        }

        internal long Size { get; }

        internal long Heads { get; }

        /// <summary>The size between the two linear layers.</summary>
        internal long InnerSize { get; }

        internal double Dropout { get; }

        internal torch.nn.Activations Activation { get; }

        internal double Epsilon { get; }

        internal bool BatchFirst { get; set; }

        /// <summary>Whether layers normalize what they take, not what they return.</summary>
        internal bool NormFirst { get; set; }

        internal bool HasBias { get; set; } = true;

        internal torch.Device? Device { get; set; }

        internal torch.ScalarType? Dtype { get; set; }

        /// <summary>The same without memory for weights, and without drawing them.</summary>
        internal TransformerOptions WithoutWeights() => new TransformerOptions(this) { Device = torch.META };

        internal MultiheadAttention NewAttention() => new MultiheadAttention(new AttentionLayout(Size, Heads)
        {
            Dropout = Dropout, HasBias = HasBias, KeySize = Size, ValueSize = Size, BatchFirst = BatchFirst, Device = Device, Dtype = Dtype,
        });

        internal LayerNorm NewNorm() => torch.nn.LayerNorm(Size, Epsilon, bias: HasBias, device: Device, dtype: Dtype);

        internal Linear NewLinear(long inputs, long outputs) => torch.nn.Linear(inputs, outputs, HasBias, Device, Dtype);
    }
}
