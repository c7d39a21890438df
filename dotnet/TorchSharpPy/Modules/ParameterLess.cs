using System;

namespace TorchSharpPy.Modules
{
    /// <summary>The error of modules that have no parts.</summary>
    internal static class ParameterLess
    {
        /// <summary>That a part cannot be registered.</summary>
        internal static Exception Refused(torch.nn.Module module, string kind, string name) => new InvalidOperationException(
            $"{module.GetName()} cannot have the {kind} '{name}': it derives from ParameterLessModule. " +
            "Derive from torch.nn.Module to register parts.");
    }
}
