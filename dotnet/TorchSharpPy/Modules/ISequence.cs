namespace TorchSharpPy.Modules
{
    /// <summary>A sequence of any types.</summary>
    internal interface ISequence
    {
        /// <summary>Whether a piece may keep its argument or its result as an object.</summary>
        bool MayKeep { get; }
    }
}
