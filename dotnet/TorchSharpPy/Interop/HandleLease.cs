using System;

namespace TorchSharpPy.Interop
{
    /// <summary>Keeps a native object alive for the length of a <c>using</c>.</summary>
    internal readonly ref struct HandleLease
    {
        private readonly NativeHandle owner;

        internal HandleLease(NativeHandle owner)
        {
            Native = owner.AddLease();
            this.owner = owner;
        }

        /// <summary>The native handle.</summary>
        internal IntPtr Native { get; }

        /// <summary>Ends the lease.</summary>
        public void Dispose() => owner.EndLease();
    }
}
