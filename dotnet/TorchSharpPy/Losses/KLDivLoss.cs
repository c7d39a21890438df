using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The Kullback-Leibler divergence.</summary>
            /// <param name="log_target">Whether the target holds logarithms too.</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static KLDivLoss KLDivLoss(bool log_target = false, Reduction reduction = Reduction.Mean) =>
                new KLDivLoss(log_target, reduction);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The Kullback-Leibler divergence. See <see cref="torch.nn.functional.kl_div"/>.</summary>
    public sealed class KLDivLoss : Loss
    {
        private readonly bool logTarget;

        internal KLDivLoss(bool log_target, torch.nn.Reduction reduction)
            : base(nameof(KLDivLoss), reduction)
        {
            logTarget = log_target;
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.kl_div(input1, input2, logTarget, reduction);
    }
}
