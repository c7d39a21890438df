namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>In which order the dimensions of a dense tensor lie in memory, with libtorch's own numbers.</summary>
        public enum MemoryFormat : sbyte
        {
            /// <summary>Row-major: the last dimension lies together.</summary>
            Contiguous = 0,

            /// <summary>As the input has it.</summary>
            Preserve = 1,

            /// <summary>The channels of an image lie together.</summary>
            ChannelsLast = 2,

            /// <summary>The channels of a volume lie together.</summary>
            ChannelsLast3d = 3,
        }
    }
}
