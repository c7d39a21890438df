namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The functions between the two linear layers of a transformer's layer.</summary>
            public enum Activations
            {
                /// <summary>Zero for negative numbers.</summary>
                ReLU = 0,

                /// <summary>The number times the normal distribution below it.</summary>
                GELU = 1,
            }
        }
    }
}
