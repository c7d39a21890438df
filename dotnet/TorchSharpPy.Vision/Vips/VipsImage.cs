using System;

namespace TorchSharpPy.Vips
{
    /// <summary>An image of libvips. Its pixels are decoded when they are read.</summary>
    internal sealed class VipsImage : IDisposable
    {
        private readonly VipsFunctions vips;

        /// <summary>Takes ownership of an image.</summary>
        internal VipsImage(VipsFunctions vips, IntPtr instance)
        {
            this.vips = vips;
            Instance = instance;
        }

        /// <summary>How a pixel's numbers are stored; other values are other formats.</summary>
        internal enum Format
        {
            /// <summary>Bytes.</summary>
            Byte = 0,

            /// <summary>Numbers from 0 to 65,535.</summary>
            UInt16 = 2,
        }

        internal IntPtr Instance { get; private set; }

        internal int Width => vips.ImageWidth(Instance);

        internal int Height => vips.ImageHeight(Instance);

        internal int Bands => vips.ImageBands(Instance);

        internal Format Numbers => (Format)vips.ImageFormat(Instance);

        /// <summary>Whether the bands are cyan, magenta, yellow and black.</summary>
        internal bool IsCmyk => vips.ImageInterpretation(Instance) == 15;

        /// <summary>How to turn it, as EXIF counts; 1 for not at all.</summary>
        internal int Orientation => vips.ImageOrientation(Instance);

        /// <summary>An image of pixels in memory, which must stay until the image is disposed.</summary>
        internal static unsafe VipsImage From(void* pixels, int width, int height, int bands, Format format)
        {
            VipsFunctions vips = VipsLibrary.Functions;
            long size = (long)width * height * bands * (format == Format.UInt16 ? 2 : 1);
            IntPtr image = vips.ImageFromMemory(pixels, (UIntPtr)size, width, height, bands, (int)format);
            return image != IntPtr.Zero
                ? new VipsImage(vips, image)
                : throw new InvalidOperationException($"libvips cannot take an image of {width} x {height} pixels: {vips.TakeError()}.");
        }

        /// <summary>Decodes the pixels, row after row, each with its bands side by side.</summary>
        /// <exception cref="VipsException">The image is damaged.</exception>
        internal unsafe void CopyTo(Span<byte> pixels)
        {
            IntPtr data = vips.ImageToMemory(Instance, out UIntPtr size);
            if (data == IntPtr.Zero)
            {
                throw new VipsException(vips.TakeError());
            }
            try
            {
                new ReadOnlySpan<byte>((void*)data, checked((int)size.ToUInt64())).CopyTo(pixels);
            }
            finally
            {
                vips.Free(data);
            }
        }

        public void Dispose()
        {
            if (Instance != IntPtr.Zero)
            {
                vips.ObjectUnref(Instance);
                Instance = IntPtr.Zero;
            }
        }
    }
}
