using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public abstract partial class Module
            {
                /// <summary>The class that is printed: the name, or that of the C# class if the name is empty.</summary>
                private protected virtual string PrintedName => GetName().Length > 0 ? GetName() : GetType().Name.Split('`')[0];

                /// <summary>What to print between the parentheses of this module, such as <c>"p=0.5"</c>; by default nothing.</summary>
                /// <remarks>Override it as in Python. Several lines are printed above the submodules.</remarks>
                public virtual string extra_repr() => string.Empty;

                /// <summary>The module and its submodules as Python prints them, or that the module is disposed.</summary>
                /// <remarks>Lines end with <c>\n</c> on all systems.</remarks>
                public override string ToString() =>
                    isDisposed ? "disposed module" : ModuleText.Tree(PrintedName, extra_repr(), PrintedParts());

                /// <summary>The submodules and their labels.</summary>
                private protected virtual IEnumerable<(string label, string text)> PrintedParts() =>
                    submodules.Select(child => (child.name, child.item.ToString() ?? string.Empty));
            }
        }
    }
}
