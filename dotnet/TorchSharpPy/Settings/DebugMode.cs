namespace TorchSharpPy
{
    /// <summary>What happens when an operator runs that may give other results for the same input.</summary>
    public enum DebugMode
    {
        /// <summary>Nothing.</summary>
        @default = 0,

        /// <summary>A warning.</summary>
        warn = 1,

        /// <summary>An exception, unless there is a deterministic way, which is taken.</summary>
        error = 2,
    }
}
