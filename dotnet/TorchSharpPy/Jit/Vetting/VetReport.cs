using System;
using System.Collections.Generic;

namespace TorchSharpPy
{
    /// <summary>What a file of a model could do, see <see cref="torch.jit.vet(string, LoadPolicy)"/>.</summary>
    public sealed class VetReport
    {
        internal VetReport(
            (bool allowed,
             string policy,
             (string kind, string text, string name, string method)[] problems,
             (string name, bool allowed, string effect, string[] methods)[] operators,
             (string kind, string name, string method, bool onLoad)[] effects,
             (string name, bool native, bool allowed, long objects)[] classes,
             string[] onLoad,
             Dictionary<string, long> sizes) tree)
        {
            IsAllowed = tree.allowed;
            Policy = tree.policy;
            Problems = Array.ConvertAll(tree.problems, row => new VetProblem(row.kind, row.text, row.name, row.method));
            Operators = Array.ConvertAll(tree.operators, row => new VetOperator(row.name, row.allowed, row.effect, row.methods));
            Effects = Array.ConvertAll(tree.effects, row => new VetEffect(row.kind, row.name, row.method, row.onLoad));
            Classes = Array.ConvertAll(tree.classes, row => new VetClass(row.name, row.native, row.allowed, row.objects));
            OnLoad = tree.onLoad;
            Sizes = tree.sizes;
        }

        /// <summary>Whether the policy allows all of it.</summary>
        public bool IsAllowed { get; }

        /// <summary>The name of the policy.</summary>
        public string Policy { get; }

        /// <summary>What the policy does not allow. What would happen on load comes first.</summary>
        public IReadOnlyList<VetProblem> Problems { get; }

        /// <summary>The operators that the code can reach.</summary>
        public IReadOnlyList<VetOperator> Operators { get; }

        /// <summary>What the code does beyond computing.</summary>
        public IReadOnlyList<VetEffect> Effects { get; }

        /// <summary>The classes that the code names.</summary>
        public IReadOnlyList<VetClass> Classes { get; }

        /// <summary>The functions that run while the file is loaded.</summary>
        public IReadOnlyList<string> OnLoad { get; }

        /// <summary>
        /// Sizes by name: "file_bytes", "record_bytes" (inflated), "code_bytes", "tensor_bytes" and "records". Empty if the file cannot
        /// be read.
        /// </summary>
        public IReadOnlyDictionary<string, long> Sizes { get; }
    }
}
