using System;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of the losses, which compare a model's result with a target.</summary>
    public abstract class Loss : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private protected Loss(string name, torch.nn.Reduction reduction)
            : base(name)
        {
            this.reduction = Enum.IsDefined(typeof(torch.nn.Reduction), reduction)
                ? reduction
                : throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "The reduction must be None, Mean or Sum.");
        }

        /// <summary>How the losses of the elements are combined.</summary>
        public torch.nn.Reduction reduction { get; }
    }
}
