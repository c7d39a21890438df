namespace TorchSharpPy.Interop
{
    /// <summary>Whether autograd records, until disposed.</summary>
    internal sealed unsafe class GradModeScope : ThreadScope
    {
        private readonly int before;

        /// <summary>Enters it on the calling thread.</summary>
        internal GradModeScope(string name, bool enabled)
            : base(name)
        {
            NativeLibraryLoader.EnsureLoaded();
            int previous;
            Status.Check(NativeMethods.tsp_grad_mode_set(enabled ? 1 : 0, &previous));
            before = previous;
        }

        private protected override void Leave()
        {
            int ignored;
            Status.Check(NativeMethods.tsp_grad_mode_set(before, &ignored));
        }
    }
}
