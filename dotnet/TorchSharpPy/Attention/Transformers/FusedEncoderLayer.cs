using System.Linq;
using TorchSharpPy.Modules;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Attention
{
    /// <summary>A layer of an encoder as one operator, which PyTorch uses in evaluation mode without gradients, too.</summary>
    internal sealed class FusedEncoderLayer
    {
        private readonly TransformerOptions options;
        private readonly double epsilon;
        private readonly Parameter?[] weights;

        /// <param name="options">The options of the layer.</param>
        /// <param name="epsilon">What its norms add to variances.</param>
        /// <param name="attentionAndNorms">The weights and biases of the attention and of the norms, in the operator's order.</param>
        /// <param name="feedForward">Those of the linear layers.</param>
        internal FusedEncoderLayer(
            TransformerOptions options, double epsilon, Parameter?[] attentionAndNorms, Parameter?[] feedForward)
        {
            (this.options, this.epsilon) = (options, epsilon);
            weights = attentionAndNorms.Concat(feedForward).ToArray();
        }

        /// <summary>The result; null if the operator does not fit, so that the layer is computed step by step.</summary>
        /// <param name="layer">The layer; null if it does not fit.</param>
        /// <param name="src">A batch of sequences.</param>
        internal static torch.Tensor? Run(FusedEncoderLayer? layer, torch.Tensor? src) =>
            layer is null || src is null || !layer.Fits(src) ? null : layer.Run(src);

        /// <summary>Whether the operator can compute the layer for a batch of sequences.</summary>
        internal bool Fits(torch.Tensor src)
        {
            long[] shape = src.shape;
            if (shape.Length != 3 || shape[2] != options.Size || shape[0] * shape[1] == 0)
            {
                return false;
            }
            DeviceType device = src.device_type;
            bool records = torch.is_grad_enabled();
            return (device == DeviceType.CPU || device == DeviceType.CUDA) && !torch.is_autocast_enabled(device) &&
                !(records && src.requires_grad) && weights.All(weight => Fits(weight, src.dtype, device, records));
        }

        private static bool Fits(Parameter? weight, torch.ScalarType type, DeviceType device, bool records) =>
            !(weight is null) && weight.dtype == type && weight.device_type == device && !(records && weight.requires_grad);

        private torch.Tensor Run(torch.Tensor src)
        {
            OperatorCall call = OperatorCall.Begin(ref Aten._transformer_encoder_layer_fwd, "aten::_transformer_encoder_layer_fwd", "")
                .With(src).With(options.Size).With(options.Heads);
            for (int i = 0; i < weights.Length; i++)
            {
                if (i == 4)
                {
                    call = call.With(options.Activation == torch.nn.Activations.GELU).With(options.NormFirst).With(epsilon);
                }
                call = call.With(weights[i]);
            }
            return call.WithNone().WithNone().Tensor();
        }
    }
}
