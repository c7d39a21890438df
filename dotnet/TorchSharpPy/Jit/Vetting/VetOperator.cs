using System.Collections.Generic;

namespace TorchSharpPy
{
    /// <summary>An operator that a file can reach.</summary>
    public sealed class VetOperator
    {
        internal VetOperator(string name, bool isAllowed, string effect, IReadOnlyList<string> methods)
        {
            Name = name;
            IsAllowed = isAllowed;
            Effect = effect;
            Methods = methods;
        }

        /// <summary>Its name with the overload: "aten::add.Tensor".</summary>
        public string Name { get; }

        /// <summary>Whether the policy allows it.</summary>
        public bool IsAllowed { get; }

        /// <summary>What it does beyond computing, such as "writes_files", or an empty text.</summary>
        public string Effect { get; }

        /// <summary>The methods and functions that call it.</summary>
        public IReadOnlyList<string> Methods { get; }
    }
}
