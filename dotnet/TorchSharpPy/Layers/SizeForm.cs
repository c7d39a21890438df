namespace TorchSharpPy.Layers
{
    /// <summary>How the sizes of a layer were given, and are printed.</summary>
    internal enum SizeForm
    {
        /// <summary>A number for each dimension.</summary>
        Tuple,

        /// <summary>One number for all.</summary>
        Number,

        /// <summary>Nothing: others stand for them.</summary>
        Missing,
    }
}
