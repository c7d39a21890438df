using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The cross entropy of classes, from scores (logits).</summary>
            /// <param name="weight">A factor for each class; the module owns it from now on.</param>
            /// <param name="ignore_index">A class to ignore.</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            /// <param name="label_smoothing">The part of the probability to spread over all classes, from 0 to 1.</param>
            public static CrossEntropyLoss CrossEntropyLoss(
                Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                new CrossEntropyLoss(weight, ignore_index, reduction, label_smoothing);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The cross entropy of classes, from scores (logits). See <see cref="torch.nn.functional.cross_entropy"/>.</summary>
    public sealed class CrossEntropyLoss : Loss
    {
        private readonly long ignoreIndex;
        private readonly double labelSmoothing;

        internal CrossEntropyLoss(torch.Tensor? weight, long ignore_index, torch.nn.Reduction reduction, double label_smoothing)
            : base(nameof(CrossEntropyLoss), reduction)
        {
            register_buffer("weight", weight);
            ignoreIndex = ignore_index;
            labelSmoothing = label_smoothing;
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.cross_entropy(input1, input2, FindBuffer("weight"), ignoreIndex, reduction, labelSmoothing);
    }
}
