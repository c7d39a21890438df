namespace TorchSharpPy.Layers
{
    /// <summary>The first of two results, without the second.</summary>
    internal static class First
    {
        /// <summary>The first; the second is disposed.</summary>
        internal static torch.Tensor Of((torch.Tensor first, torch.Tensor second) results)
        {
            results.second.Dispose();
            return results.first;
        }
    }
}
