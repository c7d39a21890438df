namespace TorchSharpPy
{
    /// <summary>What a <see cref="torch.TensorIndex"/> is.</summary>
    internal enum IndexKind
    {
        /// <summary>One index; the value of default(TensorIndex), index 0.</summary>
        Number,

        /// <summary>A range.</summary>
        Slice,

        /// <summary>A mask or indices.</summary>
        Tensor,

        /// <summary>A bool.</summary>
        Bool,

        /// <summary>A new dimension.</summary>
        NewAxis,

        /// <summary>The dimensions in the middle.</summary>
        Ellipsis,
    }
}
