using System;

namespace TorchSharpPy.Interop
{
    /// <content>Calls of native functions that keep the object alive meanwhile.</content>
    public abstract partial class NativeHandle
    {
        /// <summary>What a native function reads of the object.</summary>
        internal unsafe T Read<T>(NativeGet<T> function)
            where T : unmanaged
        {
            using HandleLease lease = new HandleLease(this);
            T value;
            Status.Check(function(lease.Native, &value));
            return value;
        }

        /// <summary>Turns something of the object on or off.</summary>
        internal void Set(NativeSet function, bool on)
        {
            using HandleLease lease = new HandleLease(this);
            Status.Check(function(lease.Native, on ? 1 : 0));
        }

        /// <summary>Calls a native function with the object.</summary>
        internal void Run(Func<IntPtr, int> function)
        {
            using HandleLease lease = new HandleLease(this);
            Status.Check(function(lease.Native));
        }
    }
}
