namespace TorchSharpPy.Layers
{
    /// <summary>What a table of rows is made with.</summary>
    internal struct EmbeddingOptions
    {
        internal long? PaddingIndex;
        internal double? MaxNorm;
        internal double NormType;
        internal bool ScalesGradients;
        internal bool IsSparse;
        internal EmbeddingBagMode Mode;
        internal bool IncludesLastOffset;
    }
}
