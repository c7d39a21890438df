using System;

namespace TorchSharpPy.Modules
{
    /// <summary>Base of the losses of what a model computed and what it should have computed.</summary>
    public abstract class Loss : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private protected Loss(string name, torch.nn.Reduction reduction)
            : base(name)
        {
            this.reduction = Enum.IsDefined(typeof(torch.nn.Reduction), reduction)
                ? reduction
                : throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "The reduction must be None, Mean or Sum.");
        }

        /// <summary>What becomes of the losses of the elements.</summary>
        public torch.nn.Reduction reduction { get; }
    }
}
