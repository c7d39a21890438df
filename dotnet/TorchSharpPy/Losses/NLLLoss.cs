using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The negative log likelihood of classes.</summary>
            /// <param name="weight">A factor for each class; the module owns it from now on.</param>
            /// <param name="ignore_index">A class to ignore.</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static NLLLoss NLLLoss(Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean) =>
                new NLLLoss(weight, ignore_index, reduction);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The negative log likelihood of classes. See <see cref="torch.nn.functional.nll_loss"/>.</summary>
    public sealed class NLLLoss : Loss
    {
        private readonly long ignoreIndex;

        internal NLLLoss(torch.Tensor? weight, long ignore_index, torch.nn.Reduction reduction)
            : base(nameof(NLLLoss), reduction)
        {
            register_buffer("weight", weight);
            ignoreIndex = ignore_index;
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.nll_loss(input1, input2, FindBuffer("weight"), ignoreIndex, reduction);
    }
}
