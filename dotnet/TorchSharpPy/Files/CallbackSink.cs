using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>Receives bytes in order.</summary>
    internal delegate void ByteWriter(ReadOnlySpan<byte> bytes);

    /// <summary>Passes what native code writes to a C# method, such as a stream's Write.</summary>
    /// <remarks>An exception must not pass through native code: it is kept, and thrown after the native call.</remarks>
    internal sealed unsafe class CallbackSink : ByteSink
    {
        // As in RandomReader: a stream that only supports arrays copies through an array of this size.
        private const int MostAtOnce = 1 << 20;

        // The pointer that native code holds does not keep the delegate alive.
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
