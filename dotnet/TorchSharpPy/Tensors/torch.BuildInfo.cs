using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The versions of libtorch and of this library's native core, in one line.</summary>
        public static unsafe string BuildInfo
        {
            get
            {
                NativeLibraryLoader.EnsureLoaded();
                NativeText text;
                NativeMethods.tsp_build_info(&text);
                return Utf8.Read(text);
            }
        }

        /// <summary>Tells autograd about a new tensor.</summary>
        private static Tensor Recorded(Tensor tensor, bool requiresGrad) =>
            requiresGrad ? tensor.requires_grad_() : tensor;
    }
}
