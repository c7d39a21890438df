namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class io
        {
            /// <summary>The channels that a decoded image has.</summary>
            public enum ImageReadMode
            {
                /// <summary>Those of the file.</summary>
                UNCHANGED = 0,

                /// <summary>Gray.</summary>
                GRAY = 1,

                /// <summary>Gray and opacity.</summary>
                GRAY_ALPHA = 2,

                /// <summary>Red, green and blue.</summary>
                RGB = 3,

                /// <summary>Red, green, blue and opacity.</summary>
                RGB_ALPHA = 4,
            }
        }
    }
}
