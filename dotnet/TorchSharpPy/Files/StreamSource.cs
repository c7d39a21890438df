using System;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>A stream that native code reads through a callback.</summary>
    /// <remarks>An exception must not pass through native code: it is kept, and thrown after the native call.</remarks>
    internal sealed unsafe class StreamSource : ByteSource
    {
        // The pointer that native code holds does not keep the delegate alive.
        private static readonly ReadCallback Callback = OnRead;
        private static readonly IntPtr CallbackPointer = Marshal.GetFunctionPointerForDelegate(Callback);

        private readonly RandomReader bytes;
        private ExceptionDispatchInfo? failure;
        private GCHandle self;

        internal StreamSource(RandomReader bytes)
        {
            this.bytes = bytes;
            self = GCHandle.Alloc(this);
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate long ReadCallback(IntPtr context, long position, byte* buffer, long size);

        internal override NativeSource Native => new NativeSource
        {
            Kind = (int)NativeSourceKind.Stream,
            Size = bytes.Size,
            Read = CallbackPointer,
            Context = (void*)GCHandle.ToIntPtr(self),
        };

        internal override void Check(int status)
        {
            if (status != 0)
            {
                failure?.Throw();
                throw Status.LastError(status);
            }
        }

        public override void Dispose() => self.Free();

        private static long OnRead(IntPtr context, long position, byte* buffer, long size) =>
            ((StreamSource)GCHandle.FromIntPtr(context).Target!).Read(position, buffer, size);

        private long Read(long position, byte* buffer, long size)
        {
            if (failure != null)
            {
                return -1;
            }
            try
            {
                long promised = Math.Min(size, bytes.Size - position);
                if (promised > 0)
                {
                    bytes.ReadExactly(position, buffer, promised);
                }
                return Math.Max(promised, 0);
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
                return -1;
            }
        }
    }
}
