namespace TorchSharpPy.Convert
{
    /// <summary>Which way a value goes.</summary>
    internal enum Direction
    {
        /// <summary>From C# to TorchScript: the C# type may be narrower.</summary>
        Argument,

        /// <summary>From TorchScript to C#: the C# type may be wider.</summary>
        Result,
    }
}
