namespace TorchSharpPy.Layers
{
    /// <summary>What a layer is made with that normalizes channels.</summary>
    internal struct NormOptions
    {
        internal long Features;
        internal double Epsilon;
        internal double? Momentum;
        internal bool IsAffine;
        internal bool HasBias;
        internal bool TracksStatistics;
        internal torch.Device? Device;
        internal torch.ScalarType? Dtype;
    }
}
