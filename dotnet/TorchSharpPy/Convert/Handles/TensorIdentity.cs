using System.Collections.Generic;

namespace TorchSharpPy.Convert
{
    /// <summary>Compares tensors as keys: they are equal if they are the same tensor to libtorch.</summary>
    internal sealed class TensorIdentity : IEqualityComparer<torch.Tensor>
    {
        /// <summary>The comparer.</summary>
        internal static readonly TensorIdentity Instance = new TensorIdentity();

        /// <inheritdoc/>
        public bool Equals(torch.Tensor? left, torch.Tensor? right) =>
            ReferenceEquals(left, right) || // a disposed tensor equals itself; another tensor may have its address by now
            (!(left is null) && !(right is null) && !left.IsDisposed && !right.IsDisposed && left.Handle == right.Handle);

        /// <inheritdoc/>
        public int GetHashCode(torch.Tensor tensor) => tensor.Handle.GetHashCode();
    }
}
