using System;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace TorchSharpPy.Notebook
{
    /// <summary>The assemblies of the cells, which find each other by name, and everything else where it is already loaded.</summary>
    internal sealed class CellAssemblies : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName assemblyName) => AppDomain.CurrentDomain.GetAssemblies()
            .FirstOrDefault(assembly => !assembly.IsDynamic && AssemblyName.ReferenceMatchesDefinition(assembly.GetName(), assemblyName)
                && !(GetLoadContext(assembly) is CellAssemblies));
    }
}
