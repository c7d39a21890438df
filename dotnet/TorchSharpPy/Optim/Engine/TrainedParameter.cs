using System;

namespace TorchSharpPy.Optim
{
    /// <summary>A parameter of an optimizer, with what the optimizer remembers of it.</summary>
    internal sealed class TrainedParameter : IDisposable
    {
        internal TrainedParameter(torch.Tensor tensor)
        {
            Tensor = tensor.NewHandle().DetachFromDisposeScope();
        }

        /// <summary>A handle of the optimizer's own.</summary>
        internal torch.Tensor Tensor { get; }

        /// <summary>Null before the first step.</summary>
        internal ParameterState? State { get; private set; }

        /// <summary>Remembers something else; what was remembered is disposed.</summary>
        internal void Remember(ParameterState? state)
        {
            State?.Dispose();
            State = state;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Remember(null);
            Tensor.Dispose();
        }
    }
}
