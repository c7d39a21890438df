namespace TorchSharpPy.Jit
{
    /// <summary>Marks an argument that takes its default.</summary>
    internal sealed class DefaultArgument
    {
        /// <summary>The only one.</summary>
        internal static readonly DefaultArgument Instance = new DefaultArgument();

        private DefaultArgument()
        {
        }
    }
}
