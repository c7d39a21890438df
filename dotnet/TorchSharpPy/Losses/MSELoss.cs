using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The squared difference.</summary>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static MSELoss MSELoss(Reduction reduction = Reduction.Mean) =>
                new MSELoss(reduction);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The squared difference. See <see cref="torch.nn.functional.mse_loss"/>.</summary>
    public sealed class MSELoss : Loss
    {
        internal MSELoss(torch.nn.Reduction reduction)
            : base(nameof(MSELoss), reduction)
        {
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.mse_loss(input1, input2, reduction);
    }
}
