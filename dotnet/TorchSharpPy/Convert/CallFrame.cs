using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>What one native call borrows: leases on handles, and memory for its arguments.</summary>
    /// <remarks>Dispose in a <c>finally</c>: it ends the leases and frees the memory.</remarks>
    internal unsafe ref struct CallFrame
    {
        /// <summary>A stack buffer of this size spares flat calls with short text any allocation.</summary>
        internal const int ScratchSize = 128;

        private const int MaximumDepth = 256;

        private readonly byte* scratch;
        private readonly int capacity;
        private int used;
        private int depth;
        private int leases;
        private NativeHandle? lease0;
        private NativeHandle? lease1;
        private NativeHandle? lease2;
        private NativeHandle? lease3;
        private List<NativeHandle>? moreLeases;
        private List<IntPtr>? blocks;

        /// <summary>Starts with a buffer of the caller's that outlives the frame.</summary>
        internal CallFrame(byte* scratch, int capacity)
        {
            this = default;
            this.scratch = scratch;
            this.capacity = capacity;
        }

        /// <summary>Keeps a native object alive until the frame is disposed.</summary>
        /// <returns>The native handle.</returns>
        internal IntPtr Hold(NativeHandle handle)
        {
            IntPtr native = handle.AddLease();
            switch (leases++)
            {
                case 0:
                    lease0 = handle;
                    break;
                case 1:
                    lease1 = handle;
                    break;
                case 2:
                    lease2 = handle;
                    break;
                case 3:
                    lease3 = handle;
                    break;
                default:
                    (moreLeases ??= new List<NativeHandle>()).Add(handle);
                    break;
            }
            return native;
        }

        /// <summary>Memory that lives as long as the frame; its contents are undefined.</summary>
        internal void* Allocate(long bytes)
        {
            long aligned = checked(bytes + 7) & ~7L;
            if (aligned <= capacity - used)
            {
                void* inside = scratch + used;
                used += (int)aligned;
                return inside;
            }
            IntPtr block = Marshal.AllocHGlobal((IntPtr)aligned);
            (blocks ??= new List<IntPtr>()).Add(block);
            return (void*)block;
        }

        /// <summary>Enters a list or tuple whose depth nothing but its contents limits.</summary>
        /// <exception cref="TorchTypeException">It is too deep, for instance because it contains itself.</exception>
        internal void EnterItems()
        {
            if (++depth > MaximumDepth)
            {
                throw new TorchTypeException(
                    $"A list or tuple is nested more than {MaximumDepth} deep; perhaps it contains itself.");
            }
        }

        /// <summary>Leaves what <see cref="EnterItems"/> entered.</summary>
        internal void LeaveItems() => depth--;

        /// <summary>Room for nodes, for instance the items of a tuple.</summary>
        internal NativeValue* AllocateNodes(int count) => (NativeValue*)Allocate((long)count * NativeValue.ByteSize);

        /// <summary>Fills a node with text.</summary>
        internal void PutText(string text, NativeValue* node)
        {
            int size = Encoding.UTF8.GetByteCount(text);
            byte* bytes = (byte*)Allocate(size);
            fixed (char* characters = text)
            {
                Encoding.UTF8.GetBytes(characters, text.Length, bytes, size);
            }
            node->Kind = (int)NativeKind.String;
            node->Flags = 0;
            node->Data = bytes;
            node->Size = size;
        }

        /// <summary>Fills a node that points to items, and returns nothing it owns.</summary>
        internal static void PutItems(NativeValue* node, NativeKind kind, void* items, long count)
        {
            node->Kind = (int)kind;
            node->Flags = 0;
            node->Data = items;
            node->Size = count;
        }

        /// <summary>Ends the leases and frees the memory.</summary>
        public void Dispose()
        {
            lease0?.EndLease();
            lease1?.EndLease();
            lease2?.EndLease();
            lease3?.EndLease();
            if (moreLeases != null)
            {
                moreLeases.ForEach(handle => handle.EndLease());
            }
            if (blocks != null)
            {
                blocks.ForEach(Marshal.FreeHGlobal);
            }
        }
    }
}
