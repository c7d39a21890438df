namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>How values between pixels are computed when an image is resized.</summary>
        public enum InterpolationMode
        {
            /// <summary>The nearest pixel, as PyTorch has always rounded.</summary>
            Nearest = 0,

            /// <summary>Linear, for tensors of 3 dimensions.</summary>
            Linear = 1,

            /// <summary>Linear in two directions, for tensors of 4 dimensions.</summary>
            Bilinear = 2,

            /// <summary>Cubic in two directions, for tensors of 4 dimensions.</summary>
            Bicubic = 3,

            /// <summary>Linear in three directions, for tensors of 5 dimensions.</summary>
            Trilinear = 4,

            /// <summary>The mean of the pixels that a new one covers.</summary>
            Area = 5,

            /// <summary>The nearest pixel, rounded as other libraries do.</summary>
            NearestExact = 6,
        }

        /// <summary>How values between pixels are computed when an image becomes larger.</summary>
        public enum UpsampleMode
        {
            /// <summary>The nearest pixel.</summary>
            Nearest = 0,

            /// <summary>Linear, for tensors of 3 dimensions.</summary>
            Linear = 1,

            /// <summary>Linear in two directions, for tensors of 4 dimensions.</summary>
            Bilinear = 2,

            /// <summary>Cubic in two directions, for tensors of 4 dimensions.</summary>
            Bicubic = 3,

            /// <summary>Linear in three directions, for tensors of 5 dimensions.</summary>
            Trilinear = 4,
        }

        /// <summary>How values between pixels are computed when a grid samples an image.</summary>
        public enum GridSampleMode
        {
            /// <summary>Linear in each direction.</summary>
            Bilinear = 0,

            /// <summary>The nearest pixel.</summary>
            Nearest = 1,

            /// <summary>Cubic in two directions, for tensors of 4 dimensions.</summary>
            Bicubic = 2,
        }

        /// <summary>What a grid finds outside an image.</summary>
        public enum GridSamplePaddingMode
        {
            /// <summary>Zeros.</summary>
            Zeros = 0,

            /// <summary>The nearest pixel of the border.</summary>
            Border = 1,

            /// <summary>The image, reflected at its border.</summary>
            Reflection = 2,
        }
    }
}
