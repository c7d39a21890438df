namespace TorchSharpPy.Interop
{
    /// <summary>A <see cref="CallFrame"/> that is on no stack: where its memory and its leases begin.</summary>
    internal unsafe struct FrameStart
    {
        internal byte* Mark;
        internal int FirstLease;
        internal void* Blocks;
    }
}
