using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>Takes bytes in order.</summary>
    internal delegate void ByteWriter(ReadOnlySpan<byte> bytes);

    /// <summary>Hands what native code writes to a C# method, such as a stream's.</summary>
    /// <remarks>No exception may pass through native code: one of the method's is kept, and thrown behind it.</remarks>
    internal sealed unsafe class CallbackSink : ByteSink
    {
        // As in RandomReader: streams that know arrays alone copy through one of that size.
        private const int MostAtOnce = 1 << 20;

        // Native code keeps the pointer, which does not keep the delegate.
        private static readonly WriteCallback Callback = OnWrite;
        private static readonly IntPtr CallbackPointer = Marshal.GetFunctionPointerForDelegate(Callback);

        private readonly ByteWriter writer;
        private ExceptionDispatchInfo? failure;
        private GCHandle self;

        internal CallbackSink(ByteWriter writer)
        {
            this.writer = writer;
            self = GCHandle.Alloc(this);
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int WriteCallback(IntPtr context, byte* data, long size);

        internal override NativeSink Native => new NativeSink
        {
            Kind = (int)NativeSinkKind.Stream,
            Write = CallbackPointer,
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

        private static int OnWrite(IntPtr context, byte* data, long size) =>
            ((CallbackSink)GCHandle.FromIntPtr(context).Target!).Write(data, size);

        private int Write(byte* data, long size)
        {
            if (failure != null)
            {
                return -1;
            }
            try
            {
                for (long done = 0; done < size; done += MostAtOnce)
                {
                    writer(new ReadOnlySpan<byte>(data + done, (int)Math.Min(size - done, MostAtOnce)));
                }
                return 0;
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
                return -1;
            }
        }
    }
}
