using System;

namespace TorchSharpPy.Optim
{
    /// <summary>A step that L-BFGS remembers.</summary>
    internal sealed class LbfgsPair : IDisposable
    {
        /// <summary>Takes over tensors.</summary>
        /// <param name="change">The change of the gradient.</param>
        /// <param name="step">The step.</param>
        /// <param name="factor">1 divided by the product of both.</param>
        internal LbfgsPair(torch.Tensor change, torch.Tensor step, double factor)
        {
            Change = change.DetachFromDisposeScope();
            Step = step.DetachFromDisposeScope();
            Factor = factor;
        }

        internal torch.Tensor Change { get; }

        internal torch.Tensor Step { get; }

        internal double Factor { get; }

        /// <inheritdoc/>
        public void Dispose()
        {
            Change.Dispose();
            Step.Dispose();
        }
    }
}
