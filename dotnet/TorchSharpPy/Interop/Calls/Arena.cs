using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharpPy.Convert;

namespace TorchSharpPy.Interop
{
    /// <summary>The memory that one thread's calls borrow, as a stack: nested calls are on top of each other.</summary>
    /// <remarks>
    /// Only <see cref="CallFrame"/> uses it, and <see cref="HeldArguments"/>, which has a separate one. Once it is warm, a
    /// call allocates nothing here.
    /// </remarks>
    internal sealed unsafe class Arena
    {
        /// <summary>Holds the trees of usual calls; larger ones get separate memory.</summary>
        private const int Size = 128 * 1024;

        private const int FirstLeases = 16;

        [ThreadStatic]
        private static Arena? current;

        private readonly byte* start;
        private readonly byte* end;
        private byte* top;
        private Lease[] leases = new Lease[FirstLeases];
        private int leaseCount;

        /// <summary>Separate memory, for what outlives the calls of a thread.</summary>
        internal Arena(int size)
        {
            start = (byte*)Marshal.AllocHGlobal(size);
            end = start + size;
            top = start;
        }

        /// <summary>Its thread has ended.</summary>
        ~Arena() => Marshal.FreeHGlobal((IntPtr)start);

        /// <summary>The calling thread's.</summary>
        internal static Arena Current => current ?? Create();

        /// <summary>Where the next frame begins.</summary>
        internal byte* Top => top;

        /// <summary>How many bytes are free.</summary>
        internal long Left => end - top;

        /// <summary>How many leases the frames hold.</summary>
        internal int LeaseCount => leaseCount;

        /// <summary>Takes memory from the free end, which must have enough.</summary>
        internal byte* Take(long bytes)
        {
            byte* taken = top;
            top += bytes;
            return taken;
        }

        /// <summary>Begins a lease that ends with the frame.</summary>
        /// <returns>The native handle.</returns>
        internal IntPtr Hold(NativeHandle handle)
        {
            MakeRoom();
            IntPtr native = handle.AddLease();
            leases[leaseCount++].Handle = handle;
            return native;
        }

        /// <summary>Begins a lease that ends with the frame.</summary>
        /// <returns>The native handle; zero if the object was disposed.</returns>
        internal IntPtr TryHold(NativeHandle handle)
        {
            MakeRoom();
            IntPtr native = handle.TryAddLease();
            if (native != IntPtr.Zero)
            {
                leases[leaseCount++].Handle = handle;
            }
            return native;
        }

        /// <summary>Frees what was taken since a frame began.</summary>
        internal void Reset(byte* mark, int firstLease)
        {
            top = mark;
            while (leaseCount > firstLease)
            {
                ref Lease last = ref leases[--leaseCount];
                last.Handle!.EndLease();
                last.Handle = null;
            }
        }

        /// <summary>Frees the memory now. Nothing may use it afterwards.</summary>
        internal void Free()
        {
            GC.SuppressFinalize(this);
            Marshal.FreeHGlobal((IntPtr)start);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Arena Create() => current = new Arena(Size);

        /// <summary>Makes room before a lease: a failure after it would lose it.</summary>
        private void MakeRoom()
        {
            if (leaseCount == leases.Length)
            {
                Array.Resize(ref leases, 2 * leaseCount);
            }
        }

        /// <summary>An array of structs, because an array of objects compares types at each write.</summary>
        private struct Lease
        {
            internal NativeHandle? Handle;
        }
    }
}
