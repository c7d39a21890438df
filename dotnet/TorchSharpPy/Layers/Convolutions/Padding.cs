namespace TorchSharpPy
{
    /// <summary>How much a convolution puts around its input.</summary>
    public enum Padding
    {
        /// <summary>Nothing.</summary>
        Valid = 0,

        /// <summary>What keeps the size of the input.</summary>
        Same = 1,
    }
}
