using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Half the squared difference near 0, the absolute one, times delta, beyond.</summary>
            /// <param name="delta">Where it changes from one to the other.</param>
            /// <param name="reduction">What becomes of the losses of the elements.</param>
            public static HuberLoss HuberLoss(double delta = 1.0, Reduction reduction = Reduction.Mean) =>
                new HuberLoss(delta, reduction);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Half the squared difference near 0, the absolute one, times delta, beyond.</summary>
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
