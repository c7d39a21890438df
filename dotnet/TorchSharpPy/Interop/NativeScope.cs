namespace TorchSharpPy.Interop
{
    /// <summary>A native scope as users have it.</summary>
    internal sealed class NativeScope : ThreadScope
    {
        private readonly ScopeHandle handle;

        /// <summary>Takes ownership of a scope that was entered on the calling thread.</summary>
        internal NativeScope(string name, ScopeHandle handle)
            : base(name)
        {
            this.handle = handle;
        }

        private protected override void Leave() => handle.Leave();
    }
}
