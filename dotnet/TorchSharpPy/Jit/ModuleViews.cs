using System;
using System.Reflection;

namespace TorchSharpPy.Jit
{
    /// <summary>Makes views whose C# type is known only at run time.</summary>
    internal static class ModuleViews
    {
        private const BindingFlags Constructor =
            BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;

        /// <summary>Makes a view that owns the handle; gives the handle back when the view refuses.</summary>
        /// <param name="view">ScriptModule or a type derived from it.</param>
        /// <param name="handle">The module.</param>
        /// <exception cref="TorchTypeException">The C# types do not fit forward; with its schema.</exception>
        // Making a typed view checks it against the schema, which costs more than the reflection here.
        internal static torch.jit.ScriptModule Make(Type view, ModuleHandle handle) => torch.jit.View(
            handle,
            owned => (torch.jit.ScriptModule)Activator.CreateInstance(view, Constructor, null, new object[] { owned }, null)!);
    }
}
