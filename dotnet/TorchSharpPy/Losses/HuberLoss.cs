using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Half the squared difference below delta; above, the absolute difference times delta.</summary>
            /// <param name="delta">The difference at which the formula changes.</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static HuberLoss HuberLoss(double delta = 1.0, Reduction reduction = Reduction.Mean) =>
                new HuberLoss(delta, reduction);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Half the squared difference below delta; above, the absolute difference times delta.</summary>
    /// <remarks>See <see cref="torch.nn.functional.huber_loss"/>.</remarks>
    public sealed class HuberLoss : Loss
    {
        private readonly double delta;

        internal HuberLoss(double delta, torch.nn.Reduction reduction)
            : base(nameof(HuberLoss), reduction)
        {
            this.delta = delta;
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.huber_loss(input1, input2, delta, reduction);
    }
}
