using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The squared difference below beta, the absolute difference above.</summary>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            /// <param name="beta">The difference at which the formula changes.</param>
            public static SmoothL1Loss SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                new SmoothL1Loss(reduction, beta);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The squared difference below beta, the absolute difference above.</summary>
    /// <remarks>See <see cref="torch.nn.functional.smooth_l1_loss"/>.</remarks>
    public sealed class SmoothL1Loss : Loss
    {
        private readonly double beta;

        internal SmoothL1Loss(torch.nn.Reduction reduction, double beta)
            : base(nameof(SmoothL1Loss), reduction)
        {
            this.beta = beta;
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.smooth_l1_loss(input1, input2, reduction, beta);
    }
}
