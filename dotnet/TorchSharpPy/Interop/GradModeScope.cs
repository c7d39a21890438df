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
            before = Set(enabled ? 1 : 0);
        }

        private protected override void Leave() => Set(before);

        private static int Set(int enabled) => NativeCall.Read<int>(before => NativeMethods.tsp_grad_mode_set(enabled, before));
    }
}
