using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Jit;

namespace TorchSharpPy
{
    /// <summary>Copies of TorchScript modules, as typed as what they were made from.</summary>
    /// <remarks>Hooks that were registered from C# stay with the module that they were registered on.</remarks>
    public static class ScriptModuleExtensions
    {
        /// <summary>Another module with the same tensors: both see changed elements, but not what is set on the other, such as the mode.</summary>
        public static T copy<T>(this T module)
            where T : torch.jit.ScriptModule => Copy(module, NativeCopyKind.Shallow);

        /// <summary>Another module with tensors and values of its own, of the same TorchScript class.</summary>
        public static T deepcopy<T>(this T module)
            where T : torch.jit.ScriptModule => Copy(module, NativeCopyKind.Deep);

        /// <summary>Another module with tensors, values and a TorchScript class of its own.</summary>
        public static T clone<T>(this T module)
            where T : torch.jit.ScriptModule => Copy(module, NativeCopyKind.Clone);

        // The static type may be a base of the view's.
        private static T Copy<T>(T module, NativeCopyKind kind)
            where T : torch.jit.ScriptModule =>
            (T)ModuleViews.Make((module ?? throw new ArgumentNullException(nameof(module))).GetType(), module.NativeModule.Copy(kind));
    }
}
