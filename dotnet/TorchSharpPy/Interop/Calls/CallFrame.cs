using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharpPy.Interop
{
    /// <summary>Holds what one native call borrows: leases on handles, memory for its arguments, and its result.</summary>
    /// <remarks>Dispose in a <c>finally</c>, on the same thread: frames are a stack.</remarks>
    internal unsafe ref partial struct CallFrame
    {
        /// <summary>Results get at least this many nodes, and at most half of the arena, because the call may begin other frames.</summary>
        private const int LeastResultNodes = 8;

        private readonly Arena arena;
        private readonly byte* mark;
        private readonly int firstLease;
        private Block* blocks;
        private NativeValue* result;
        private int depth;

        /// <summary>Whether the arguments are written to a file of torch.save, which has types that TorchScript lacks.</summary>
        internal bool IsForFile;

        private CallFrame(Arena arena)
        {
            this.arena = arena;
            mark = arena.Top;
            firstLease = arena.LeaseCount;
            blocks = null;
            result = null;
            depth = 0;
            IsForFile = false;
        }

        private CallFrame(Arena arena, in FrameStart start)
        {
            this.arena = arena;
            mark = start.Mark;
            firstLease = start.FirstLease;
            blocks = (Block*)start.Blocks;
            result = null;
            depth = 0;
            IsForFile = false;
        }

        /// <summary>Begins a frame on the calling thread.</summary>
        internal static CallFrame Begin() => new CallFrame(Arena.Current);

        /// <summary>Begins a frame in separate memory.</summary>
        internal static CallFrame Begin(Arena own) => new CallFrame(own);

        /// <summary>The frame that <see cref="Suspend"/> left.</summary>
        internal static CallFrame Resume(Arena arena, in FrameStart start) => new CallFrame(arena, start);

        /// <summary>Leaves the frame as it is, for <see cref="Resume"/>.</summary>
        internal FrameStart Suspend() => new FrameStart { Mark = mark, FirstLease = firstLease, Blocks = blocks };

        /// <summary>Keeps a native object alive until the frame is disposed.</summary>
        /// <returns>The native handle.</returns>
        internal IntPtr Hold(NativeHandle handle) => arena.Hold(handle);

        /// <summary>Memory that lives as long as the frame; its contents are undefined.</summary>
        internal void* Allocate(long bytes)
        {
            long aligned = checked(bytes + 7) & ~7L;
            return aligned <= arena.Left ? arena.Take(aligned) : AllocateBlock(aligned);
        }

        /// <summary>Room for nodes, for instance the items of a tuple.</summary>
        internal NativeValue* AllocateNodes(int count) => (NativeValue*)Allocate((long)count * NativeValue.ByteSize);

        /// <summary>Room for the one result of this frame, which Dispose releases.</summary>
        internal NativeValue* AllocateResult(out long capacity)
        {
            capacity = Math.Max(LeastResultNodes, arena.Left / (2 * NativeValue.ByteSize));
            NativeValue* room = AllocateNodes((int)capacity);
            room->Kind = (int)NativeKind.None;
            result = room;
            return room;
        }

        /// <summary>Enters a value whose type does not limit its depth.</summary>
        /// <exception cref="TorchTypeException">It is too deep, for instance because it contains itself.</exception>
        internal void EnterItems()
        {
            if (++depth > NativeConstants.MaxNesting)
            {
                throw new TorchTypeException(
                    $"The value is nested more than {NativeConstants.MaxNesting} levels deep, or contains itself.");
            }
        }

        /// <summary>Leaves what <see cref="EnterItems"/> entered.</summary>
        internal void LeaveItems() => depth--;

        /// <summary>Fills a node that points to items, which the frame owns.</summary>
        internal static void PutItems(NativeValue* node, NativeKind kind, void* items, long count, uint flags = 0)
        {
            node->Kind = (int)kind;
            node->Flags = flags;
            node->Data = items;
            node->Size = count;
        }

        /// <summary>Releases the rest of the result, ends the leases and frees the memory.</summary>
        public void Dispose()
        {
            if (result != null && NeedsRelease(result))
            {
                NativeMethods.tsp_value_release(result);
            }
            arena.Reset(mark, firstLease);
            FreeBlocks(blocks);
            blocks = null;
        }

        /// <summary>Ends the frame without releasing anything: its memory and leases belong to the caller now.</summary>
        /// <returns>What did not fit the arena, for <see cref="FreeBlocks"/>.</returns>
        internal void* Detach()
        {
            void* kept = blocks;
            blocks = null;
            return kept;
        }

        /// <summary>Frees what <see cref="Detach"/> returned.</summary>
        internal static void FreeBlocks(void* first)
        {
            var block = (Block*)first;
            while (block != null)
            {
                Block* next = block->Next;
                Marshal.FreeHGlobal((IntPtr)block);
                block = next;
            }
        }

        private static bool NeedsRelease(NativeValue* node)
        {
            switch ((NativeKind)node->Kind)
            {
                case NativeKind.None:
                case NativeKind.Int:
                case NativeKind.Float:
                case NativeKind.Bool:
                case NativeKind.Complex:
                    return false;
                case NativeKind.String:
                case NativeKind.Device:
                case NativeKind.IntList:
                case NativeKind.FloatList:
                case NativeKind.BoolList:
                    return (node->Flags & (uint)NativeValueFlag.OwnsData) != 0;
                default:
                    return true;
            }
        }

        /// <summary>Rare: within another method, its native call would cost each call that needs no block.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private void* AllocateBlock(long bytes)
        {
            var block = (Block*)Marshal.AllocHGlobal((IntPtr)checked(bytes + sizeof(Block)));
            block->Next = blocks;
            blocks = block;
            return block + 1;
        }

        /// <summary>The head of memory that did not fit the arena.</summary>
        private struct Block
        {
            internal Block* Next;
        }
    }
}
