using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The negative log likelihood of counts under a Poisson distribution.</summary>
            /// <param name="log_input">Whether the input holds logarithms.</param>
            /// <param name="full">Whether to add Stirling's approximation of the term without input.</param>
            /// <param name="eps">Added to the argument of the logarithm, to avoid log(0).</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static PoissonNLLLoss PoissonNLLLoss(
                bool log_input = true, bool full = false, double eps = 1e-8, Reduction reduction = Reduction.Mean) =>
                new PoissonNLLLoss(log_input, full, eps, reduction);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The negative log likelihood of counts under a Poisson distribution.</summary>
    /// <remarks>See <see cref="torch.nn.functional.poisson_nll_loss"/>.</remarks>
    public sealed class PoissonNLLLoss : Loss
    {
        private readonly bool logInput;
        private readonly bool full;
        private readonly double eps;

        internal PoissonNLLLoss(bool log_input, bool full, double eps, torch.nn.Reduction reduction)
            : base(nameof(PoissonNLLLoss), reduction)
        {
            logInput = log_input;
            this.full = full;
            this.eps = eps;
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.poisson_nll_loss(input1, input2, logInput, full, eps, reduction);
    }
}
