using System;
using System.Reflection;

namespace TorchSharpPy.Jit
{
    /// <summary>Makes views of a C# type that is known only at run time.</summary>
    internal static class ModuleViews
    {
        private const BindingFlags Constructor =
            BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;

        /// <summary>Makes a view that owns the handle, or releases the handle if the view refuses it.</summary>
        /// <param name="view">ScriptModule or a type derived from it.</param>
        /// <param name="handle">The module.</param>
        /// <exception cref="TorchTypeException">The C# types do not fit forward. The message has its schema.</exception>
        // Making a typed view checks it against the schema, which costs more than the reflection here.
        internal static torch.jit.ScriptModule Make(Type view, ModuleHandle handle) => torch.jit.View(
            handle,
            owned => (torch.jit.ScriptModule)Activator.CreateInstance(view, Constructor, null, new object[] { owned }, null)!);
    }
}
