namespace TorchSharpPy
{
    /// <summary>Options for printing that belong together.</summary>
    public enum PrintOptionsProfile
    {
        /// <summary>Those at the start of the program.</summary>
        @default,

        /// <summary>Two digits behind the point, and two elements at each end of a long dimension.</summary>
        @short,

        /// <summary>All elements, however many.</summary>
        full,
    }
}
