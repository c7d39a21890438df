using TorchSharpPy.Layers;
using static TorchSharpPy.torch.nn;

namespace TorchSharpPy.Modules
{
    /// <content>The weights.</content>
    public sealed partial class MultiheadAttention
    {
        private Parameter? heldWeight;
        private Parameter? heldQuery;
        private Parameter? heldKey;
        private Parameter? heldValue;
        private Parameter? heldBias;
        private Parameter? heldBiasK;
        private Parameter? heldBiasV;

        /// <summary>The weights for query, key and value, [3 * E, E]; null if they have different sizes.</summary>
        public Parameter? in_proj_weight
        {
            get => heldWeight;
            set => Hold(ref heldWeight, value);
        }

        /// <summary>The query's weight, [E, E]; null if the sizes are the same.</summary>
        public Parameter? q_proj_weight
        {
            get => heldQuery;
            set => Hold(ref heldQuery, value);
        }

        /// <summary>The key's weight, [E, K]; null if the sizes are the same.</summary>
        public Parameter? k_proj_weight
        {
            get => heldKey;
            set => Hold(ref heldKey, value);
        }

        /// <summary>The value's weight, [E, V]; null if the sizes are the same.</summary>
        public Parameter? v_proj_weight
        {
            get => heldValue;
            set => Hold(ref heldValue, value);
        }

        /// <summary>The biases of query, key and value, [3 * E]; null for none.</summary>
        public Parameter? in_proj_bias
        {
            get => heldBias;
            set => Hold(ref heldBias, value);
        }

        /// <summary>The key that is added to each sequence, [1, 1, E]; null for none.</summary>
        public Parameter? bias_k
        {
            get => heldBiasK;
            set => Hold(ref heldBiasK, value);
        }

        /// <summary>The value that is added to each sequence, [1, 1, E]; null for none.</summary>
        public Parameter? bias_v
        {
            get => heldBiasV;
            set => Hold(ref heldBiasV, value);
        }

        /// <summary>The layer that the results of the heads go through.</summary>
        public Linear out_proj { get; }

        private Parameter New(params long[] shape) => Initial.Empty(shape, layout.Device, layout.Dtype);

        /// <summary>Draws the weights, in PyTorch's order.</summary>
        private void Draw()
        {
            foreach (Parameter? weight in new[] { in_proj_weight, q_proj_weight, k_proj_weight, v_proj_weight })
            {
                if (!(weight is null))
                {
                    init.xavier_uniform_(weight);
                }
            }
            Initial.Fill(in_proj_bias, 0);
            Initial.Fill(out_proj.bias, 0);
            foreach (Parameter? bias in new[] { bias_k, bias_v })
            {
                if (!(bias is null))
                {
                    init.xavier_normal_(bias);
                }
            }
        }
    }
}
