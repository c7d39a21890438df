using System;
using System.Text;
using System.Threading;

namespace TorchSharpPy.Vips
{
    /// <summary>An operation of libvips, such as decoding a JPEG from memory.</summary>
    internal sealed class VipsOperation : IDisposable
    {
        private static int running;

        private readonly VipsFunctions vips = VipsLibrary.Functions;
        private IntPtr instance;

        /// <summary>Creates an operation.</summary>
        /// <param name="name">The nickname or the class of the operation.</param>
        /// <exception cref="NotSupportedException">The libvips at hand does not have it.</exception>
        internal VipsOperation(string name)
        {
            instance = vips.OperationNew(Text(name));
            if (instance == IntPtr.Zero)
            {
                throw new NotSupportedException($"The libvips that was found cannot do '{name}': {vips.TakeError()}.");
            }
            Interlocked.Increment(ref running);
        }

        /// <summary>The operations of other images than the caller's, which has one, or a few that count as others.</summary>
        internal static int Others => Volatile.Read(ref running) - 1;

        /// <summary>Sets options, as name=value with commas between.</summary>
        internal void Set(string options) => Check(vips.ObjectSet(instance, Text(options)));

        /// <summary>Passes a copy of bytes: libvips may keep it in its cache.</summary>
        internal unsafe void Set(string name, void* data, long size)
        {
            IntPtr blob = vips.BlobCopy(data, (UIntPtr)size);
            try
            {
                Set(name, "VipsBlob", blob, vips.ValueSetBoxed);
            }
            finally
            {
                vips.AreaUnref(blob);
            }
        }

        /// <summary>Passes an image.</summary>
        internal void Set(string name, VipsImage image) => Set(name, "VipsImage", image.Instance, vips.ValueSetObject);

        /// <summary>Does it.</summary>
        /// <exception cref="VipsException">libvips says that it cannot be done.</exception>
        internal void Run() => Check(vips.ObjectBuild(instance));

        /// <summary>The image that it made.</summary>
        internal VipsImage Image()
        {
            GValue value = default;
            vips.ValueInit(ref value, vips.TypeFromName(Text("VipsImage")));
            vips.GetProperty(instance, Text("out"), ref value);
            IntPtr image = vips.ObjectRef(vips.ValueGetObject(ref value));
            vips.ValueUnset(ref value);
            return new VipsImage(vips, image).WithOneThread();
        }

        /// <summary>A copy of the bytes that it made.</summary>
        internal unsafe byte[] Bytes()
        {
            GValue value = default;
            vips.ValueInit(ref value, vips.TypeFromName(Text("VipsBlob")));
            try
            {
                vips.GetProperty(instance, Text("buffer"), ref value);
                IntPtr data = vips.BlobGet(vips.ValueGetBoxed(ref value), out UIntPtr size);
                return new ReadOnlySpan<byte>((void*)data, checked((int)size.ToUInt64())).ToArray();
            }
            finally
            {
                vips.ValueUnset(ref value);
            }
        }

        public void Dispose()
        {
            if (instance != IntPtr.Zero)
            {
                vips.UnrefOutputs(instance);
                vips.ObjectUnref(instance);
                instance = IntPtr.Zero;
                Interlocked.Decrement(ref running);
            }
        }

        private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

        private void Set(string name, string type, IntPtr content, VipsFunctions.ValueWith set)
        {
            GValue value = default;
            vips.ValueInit(ref value, vips.TypeFromName(Text(type)));
            set(ref value, content);
            vips.SetProperty(instance, Text(name), ref value);
            vips.ValueUnset(ref value);
        }

        private void Check(int status)
        {
            if (status != 0)
            {
                throw new VipsException(vips.TakeError(Others));
            }
        }
    }
}
