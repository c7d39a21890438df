using System;

namespace TorchSharpPy.Autograd
{
    /// <summary>What the forward of a C# function says about its tensors.</summary>
    internal sealed class ForwardNotes
    {
        /// <summary>What backward needs.</summary>
        internal torch.Tensor?[] Saved = Array.Empty<torch.Tensor?>();

        /// <summary>Arguments that were changed in place.</summary>
        internal torch.Tensor[] Dirty = Array.Empty<torch.Tensor>();

        /// <summary>Results without a gradient.</summary>
        internal torch.Tensor[] NonDifferentiable = Array.Empty<torch.Tensor>();
    }
}
