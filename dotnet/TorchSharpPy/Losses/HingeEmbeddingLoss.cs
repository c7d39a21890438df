using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The distance of similar pairs; for dissimilar pairs, the margin minus the distance if positive.</summary>
            /// <param name="margin">The margin.</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static HingeEmbeddingLoss HingeEmbeddingLoss(double margin = 1.0, Reduction reduction = Reduction.Mean) =>
                new HingeEmbeddingLoss(margin, reduction);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The distance of similar pairs; for dissimilar pairs, the margin minus the distance if positive.</summary>
    /// <remarks>See <see cref="torch.nn.functional.hinge_embedding_loss"/>.</remarks>
    public sealed class HingeEmbeddingLoss : Loss
    {
        private readonly double margin;

        internal HingeEmbeddingLoss(double margin, torch.nn.Reduction reduction)
            : base(nameof(HingeEmbeddingLoss), reduction)
        {
            this.margin = margin;
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.hinge_embedding_loss(input1, input2, margin, reduction);
    }
}
