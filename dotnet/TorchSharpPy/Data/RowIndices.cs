namespace TorchSharpPy.Data
{
    /// <summary>The indices of the samples of a batch.</summary>
    internal static class RowIndices
    {
        /// <summary>Whether each index is the one before it plus 1.</summary>
        internal static bool AreConsecutive(long[] indices)
        {
            for (int i = 1; i < indices.Length; i++)
            {
                if (indices[i] != indices[i - 1] + 1)
                {
                    return false;
                }
            }
            return indices[0] >= 0;
        }
    }
}
