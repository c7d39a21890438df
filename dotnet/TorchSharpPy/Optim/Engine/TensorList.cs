using System;

namespace TorchSharpPy.Optim
{
    /// <summary>Tensors that an operator made, disposed together.</summary>
    internal sealed class TensorList : IDisposable
    {
        internal TensorList(torch.Tensor[] items)
        {
            Items = items;
        }

        internal torch.Tensor[] Items { get; }

        /// <inheritdoc/>
        public void Dispose()
        {
            foreach (torch.Tensor item in Items)
            {
                item.Dispose();
            }
        }

        public static implicit operator torch.Tensor[](TensorList list) => list.Items;
    }
}
