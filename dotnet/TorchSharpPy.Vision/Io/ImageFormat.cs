namespace TorchSharpPy
{
    public static partial class torchvision
    {
        /// <summary>Formats of image files.</summary>
        public enum ImageFormat
        {
            /// <summary>None of the others.</summary>
            Unknown,

            /// <summary>Portable Network Graphics.</summary>
            Png,

            /// <summary>JPEG.</summary>
            Jpeg,

            /// <summary>Windows bitmap.</summary>
            Bmp,

            /// <summary>GIF.</summary>
            Gif,

            /// <summary>TIFF.</summary>
            Tiff,

            /// <summary>Enhanced metafile.</summary>
            Emf,

            /// <summary>Exif.</summary>
            Exif,

            /// <summary>Windows metafile.</summary>
            Wmf,

            /// <summary>Portable bitmap.</summary>
            Pbm,

            /// <summary>Targa.</summary>
            Tga,

            /// <summary>WebP.</summary>
            Webp,
        }
    }
}
