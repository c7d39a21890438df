namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>How the elements of a tensor are stored, with libtorch's own numbers.</summary>
        public enum Layout : sbyte
        {
            /// <summary>Dense: an element's place follows from its indices and the strides.</summary>
            Strided = 0,

            /// <summary>Only the elements that are not zero, each with its indices.</summary>
            Sparse = 1,

            /// <summary>Sparse rows, compressed.</summary>
            SparseCsr = 2,

            /// <summary>A format that oneDNN chose.</summary>
            Mkldnn = 3,

            /// <summary>Sparse columns, compressed.</summary>
            SparseCsc = 4,

            /// <summary>Sparse rows of blocks, compressed.</summary>
            SparseBsr = 5,

            /// <summary>Sparse columns of blocks, compressed.</summary>
            SparseBsc = 6,

            /// <summary>Nested tensors of different sizes.</summary>
            Jagged = 7,
        }
    }
}
