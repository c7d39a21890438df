using System;
using System.Text;

namespace TorchSharpPy.Vips
{
    /// <summary>An image of libvips. Its pixels are decoded when they are read.</summary>
    internal sealed class VipsImage : IDisposable
    {
        private static readonly byte[] Concurrency = Encoding.ASCII.GetBytes("concurrency\0"); // VIPS_META_CONCURRENCY

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

        /// <summary>What the bands of an image mean, each with opacity or without.</summary>
        internal enum Colors
        {
            /// <summary>Brightness, of bytes.</summary>
            Gray = 1,

            /// <summary>Cyan, magenta, yellow and black.</summary>
            Cmyk = 15,

            /// <summary>Red, green and blue, of bytes.</summary>
            Rgb = 22,

            /// <summary>Red, green and blue, of 16 bits.</summary>
            WideRgb = 25,

            /// <summary>Brightness, of 16 bits.</summary>
            WideGray = 26,
        }

        internal IntPtr Instance { get; private set; }

        internal int Width => vips.ImageWidth(Instance);

        internal int Height => vips.ImageHeight(Instance);

        internal int Bands => vips.ImageBands(Instance);

        internal Format Numbers => (Format)vips.ImageFormat(Instance);

        /// <summary>What the bands mean; other values are other colors.</summary>
        internal Colors Meaning => (Colors)vips.ImageInterpretation(Instance);

        /// <summary>Whether a number is stored in several bands, as libvips does with the colors of CIELAB.</summary>
        internal bool IsPacked => vips.ImageCoding(Instance) != 0;

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

        /// <summary>Reads its pixels on one thread: decoders have one anyway, and programs decode several images at a time.</summary>
        internal VipsImage WithOneThread()
        {
            vips.ImageSet(Instance, Concurrency, 1);
            return this;
        }

        /// <summary>Decodes the pixels, row after row, each with its bands side by side.</summary>
        /// <exception cref="VipsException">The image is damaged.</exception>
        internal unsafe void CopyTo(Span<byte> pixels)
        {
            IntPtr data = vips.ImageToMemory(Instance, out UIntPtr size);
            if (data == IntPtr.Zero)
            {
                throw new VipsException(vips.TakeError(VipsOperation.Others));
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
