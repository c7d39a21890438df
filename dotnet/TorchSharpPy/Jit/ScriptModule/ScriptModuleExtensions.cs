using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Jit;

namespace TorchSharpPy
{
    /// <summary>Copies of TorchScript modules. A copy has the type of the original.</summary>
    /// <remarks>Hooks registered from C# are not copied.</remarks>
    public static class ScriptModuleExtensions
    {
        /// <summary>Another module with the same tensors. Both see changed elements, but not the other's attributes or mode.</summary>
        public static T copy<T>(this T module)
            where T : torch.jit.ScriptModule => Copy(module, NativeCopyKind.Shallow);

        /// <summary>Another module of the same TorchScript class, with its own tensors and values.</summary>
        public static T deepcopy<T>(this T module)
            where T : torch.jit.ScriptModule => Copy(module, NativeCopyKind.Deep);

        /// <summary>Another module with its own tensors, values and TorchScript class.</summary>
        public static T clone<T>(this T module)
            where T : torch.jit.ScriptModule => Copy(module, NativeCopyKind.Clone);

        // The static type may be a base class of the view.
        private static T Copy<T>(T module, NativeCopyKind kind)
            where T : torch.jit.ScriptModule =>
            (T)ModuleViews.Make((module ?? throw new ArgumentNullException(nameof(module))).GetType(), module.NativeModule.Copy(kind));
    }
}
