namespace TorchSharpPy
{
    /// <summary>How a tensor is written as text.</summary>
    public enum TensorStringStyle
    {
        /// <summary>The shape, the type and the device, without the elements.</summary>
        Metadata,

        /// <summary>A line of metadata, then the elements in columns, one matrix after the other.</summary>
        Julia,

        /// <summary>What NumPy prints for an array: brackets and spaces.</summary>
        Numpy,

        /// <summary>A line of metadata, then the elements as C# writes an array.</summary>
        CSharp,

        /// <summary>The style in <see cref="torch.TensorStringStyle"/>, which is PyTorch's <c>tensor(...)</c> unless it was set.</summary>
        Default,
    }
}
