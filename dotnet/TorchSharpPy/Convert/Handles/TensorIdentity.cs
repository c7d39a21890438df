using System.Collections.Generic;

namespace TorchSharpPy.Convert
{
    /// <summary>Tensors are equal as keys when they are the same tensor to libtorch, whatever C# objects hold it.</summary>
    internal sealed class TensorIdentity : IEqualityComparer<torch.Tensor>
    {
        /// <summary>The comparer.</summary>
        internal static readonly TensorIdentity Instance = new TensorIdentity();

        /// <inheritdoc/>
        public bool Equals(torch.Tensor? left, torch.Tensor? right) =>
            ReferenceEquals(left, right) || // a disposed tensor is still itself; its address may be another's by now
            (left != null && right != null && !left.IsDisposed && !right.IsDisposed && left.Handle == right.Handle);

        /// <inheritdoc/>
        public int GetHashCode(torch.Tensor tensor) => tensor.Handle.GetHashCode();
    }
}
