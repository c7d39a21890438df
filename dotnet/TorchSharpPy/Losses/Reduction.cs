namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>How the losses of the elements are combined.</summary>
            public enum Reduction : long
            {
                /// <summary>Not at all: one loss for each element.</summary>
                None = 0,

                /// <summary>Their mean.</summary>
                Mean = 1,

                /// <summary>Their sum.</summary>
                Sum = 2,
            }
        }
    }
}
