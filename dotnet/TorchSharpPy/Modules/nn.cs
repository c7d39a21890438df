namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Modules: the building blocks of networks.</summary>
        public static partial class nn
        {
        }
    }
}
