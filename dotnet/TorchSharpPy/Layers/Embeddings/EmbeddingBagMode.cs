namespace TorchSharpPy
{
    /// <summary>What an <see cref="Modules.EmbeddingBag"/> makes of the rows of a bag.</summary>
    public enum EmbeddingBagMode
    {
        /// <summary>Their sum.</summary>
        Sum = 0,

        /// <summary>Their mean.</summary>
        Mean = 1,

        /// <summary>The greatest of each column.</summary>
        Max = 2,
    }
}
