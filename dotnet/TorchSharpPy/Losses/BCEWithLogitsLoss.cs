using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The cross entropy of two classes, from scores (logits).</summary>
            /// <param name="weight">A factor for each element; the module owns it from now on.</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            /// <param name="pos_weights">A factor for the positive class; the module owns it from now on.</param>
            public static BCEWithLogitsLoss BCEWithLogitsLoss(
                Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                new BCEWithLogitsLoss(weight, reduction, pos_weights);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The cross entropy of two classes, from scores (logits).</summary>
    /// <remarks>See <see cref="torch.nn.functional.binary_cross_entropy_with_logits"/>.</remarks>
    public sealed class BCEWithLogitsLoss : Loss
    {
        internal BCEWithLogitsLoss(torch.Tensor? weight, torch.nn.Reduction reduction, torch.Tensor? pos_weights)
            : base(nameof(BCEWithLogitsLoss), reduction)
        {
            register_buffer("weight", weight);
            register_buffer("pos_weight", pos_weights);
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.binary_cross_entropy_with_logits(input1, input2, FindBuffer("weight"), reduction, FindBuffer("pos_weight"));
    }
}
