namespace TorchSharpPy.Interop
{
    /// <summary>A <see cref="CallFrame"/> that is on no stack: where its memory and its leases begin.</summary>
    internal unsafe struct FrameStart
    {
        internal byte* Mark;
        internal int FirstLease;
        internal void* Blocks;

        /// <summary>One that begins now.</summary>
        internal static FrameStart Of(Arena arena) => new FrameStart { Mark = arena.Top, FirstLease = arena.LeaseCount };
    }
}
