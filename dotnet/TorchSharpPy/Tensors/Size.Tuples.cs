namespace TorchSharpPy
{
    public static partial class torch
    {
        public readonly partial struct Size
        {
            /// <summary>Two dimensions.</summary>
            public Size((int, int) size)
                : this(new[] { (long)size.Item1, size.Item2 })
            {
            }

            /// <summary>Three dimensions.</summary>
            public Size((int, int, int) size)
                : this(new[] { (long)size.Item1, size.Item2, size.Item3 })
            {
            }

            /// <summary>Four dimensions.</summary>
            public Size((int, int, int, int) size)
                : this(new[] { (long)size.Item1, size.Item2, size.Item3, size.Item4 })
            {
            }

            /// <summary>Five dimensions.</summary>
            public Size((int, int, int, int, int) size)
                : this(new[] { (long)size.Item1, size.Item2, size.Item3, size.Item4, size.Item5 })
            {
            }

            /// <summary>Six dimensions.</summary>
            public Size((int, int, int, int, int, int) size)
                : this(new[] { (long)size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6 })
            {
            }

            /// <summary>Two dimensions.</summary>
            public Size((long, long) size)
                : this(new[] { size.Item1, size.Item2 })
            {
            }

            /// <summary>Three dimensions.</summary>
            public Size((long, long, long) size)
                : this(new[] { size.Item1, size.Item2, size.Item3 })
            {
            }

            /// <summary>Four dimensions.</summary>
            public Size((long, long, long, long) size)
                : this(new[] { size.Item1, size.Item2, size.Item3, size.Item4 })
            {
            }

            /// <summary>Five dimensions.</summary>
            public Size((long, long, long, long, long) size)
                : this(new[] { size.Item1, size.Item2, size.Item3, size.Item4, size.Item5 })
            {
            }

            /// <summary>Six dimensions.</summary>
            public Size((long, long, long, long, long, long) size)
                : this(new[] { size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6 })
            {
            }

            /// <summary>Two dimensions.</summary>
            public static implicit operator Size((long, long) size) => new Size(size);

            /// <summary>Three dimensions.</summary>
            public static implicit operator Size((long, long, long) size) => new Size(size);

            /// <summary>Four dimensions.</summary>
            public static implicit operator Size((long, long, long, long) size) => new Size(size);

            /// <summary>Five dimensions.</summary>
            public static implicit operator Size((long, long, long, long, long) size) => new Size(size);

            /// <summary>Six dimensions.</summary>
            public static implicit operator Size((long, long, long, long, long, long) size) => new Size(size);
        }
    }
}
