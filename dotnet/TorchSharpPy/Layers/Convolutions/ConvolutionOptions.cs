namespace TorchSharpPy.Layers
{
    /// <summary>What a convolution is made with.</summary>
    internal struct ConvolutionOptions
    {
        internal int Dimensions;
        internal bool IsTransposed;
        internal long InChannels;
        internal long OutChannels;
        internal torch.IntList KernelSize;
        internal torch.IntList? Stride;
        internal torch.IntList? Padding;
        internal Padding? PaddingType;
        internal torch.IntList? OutputPadding;
        internal torch.IntList? Dilation;
        internal PaddingModes PaddingMode;
        internal long Groups;
        internal bool HasBias;
        internal torch.Device? Device;
        internal torch.ScalarType? Dtype;
    }
}
