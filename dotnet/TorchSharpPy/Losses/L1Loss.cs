using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The absolute difference.</summary>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static L1Loss L1Loss(Reduction reduction = Reduction.Mean) =>
                new L1Loss(reduction);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The absolute difference. See <see cref="torch.nn.functional.l1_loss"/>.</summary>
    public sealed class L1Loss : Loss
    {
        internal L1Loss(torch.nn.Reduction reduction)
            : base(nameof(L1Loss), reduction)
        {
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.l1_loss(input1, input2, reduction);
    }
}
