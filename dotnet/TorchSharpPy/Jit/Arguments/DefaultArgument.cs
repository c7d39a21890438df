namespace TorchSharpPy.Jit
{
    /// <summary>Stands in a list of arguments for one that takes its default.</summary>
    internal sealed class DefaultArgument
    {
        /// <summary>The only one.</summary>
        internal static readonly DefaultArgument Instance = new DefaultArgument();

        private DefaultArgument()
        {
        }
    }
}
