namespace TorchSharpPy
{
    /// <summary>What is put around a tensor.</summary>
    public enum PaddingModes
    {
        /// <summary>Zeros.</summary>
        Zeros = 0,

        /// <summary>The tensor, reflected at its border.</summary>
        Reflect = 1,

        /// <summary>The element at the border.</summary>
        Replicate = 2,

        /// <summary>The tensor's other end.</summary>
        Circular = 3,

        /// <summary>A given number.</summary>
        Constant = 4,
    }
}
