using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The cross entropy of two classes, from probabilities.</summary>
            /// <param name="weight">A factor for each element; the module owns it from now on.</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static BCELoss BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                new BCELoss(weight, reduction);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The cross entropy of two classes, from probabilities. See <see cref="torch.nn.functional.binary_cross_entropy"/>.</summary>
    public sealed class BCELoss : Loss
    {
        internal BCELoss(torch.Tensor? weight, torch.nn.Reduction reduction)
            : base(nameof(BCELoss), reduction)
        {
            register_buffer("weight", weight);
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.binary_cross_entropy(input1, input2, FindBuffer("weight"), reduction);
    }
}
