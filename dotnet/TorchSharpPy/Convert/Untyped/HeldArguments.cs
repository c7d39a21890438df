using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>Arguments of a call that runs later, on another thread: their nodes, and leases on their tensors.</summary>
    internal sealed unsafe class HeldArguments
    {
        /// <summary>Holds the nodes of usual calls; larger ones get separate memory.</summary>
        private const int Size = 1024;

        private readonly Arena arena = new Arena(Size);
        private readonly byte* start;
        private void* blocks;

        internal HeldArguments()
        {
            start = arena.Top;
        }

        /// <summary>A frame for writing the arguments. Either dispose it, or <see cref="Keep"/> what it holds.</summary>
        internal CallFrame Begin() => CallFrame.Begin(arena);

        /// <summary>Takes over what a frame holds.</summary>
        internal void Keep(ref CallFrame frame) => blocks = frame.Detach();

        /// <summary>Ends the leases and frees the memory; call it once.</summary>
        internal void Release()
        {
            arena.Reset(start, 0);
            CallFrame.FreeBlocks(blocks);
            arena.Free();
        }
    }
}
