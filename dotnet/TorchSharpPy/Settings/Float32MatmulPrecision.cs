namespace TorchSharpPy
{
    /// <summary>How exactly float32 matrices are multiplied.</summary>
    public enum Float32MatmulPrecision
    {
        /// <summary>In float32.</summary>
        highest = 0,

        /// <summary>In TensorFloat32, or as the sum of two bfloat16 numbers, where that is faster.</summary>
        high = 1,

        /// <summary>In bfloat16, where that is faster.</summary>
        medium = 2,
    }
}
