using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Errors;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Modules
{
    /// <summary>A state_dict to load into the tensors of a module: it compares names and shapes before anything changes.</summary>
    internal sealed class StateUpdate
    {
        private readonly List<(string name, torch.Tensor target, torch.Tensor source)> changes =
            new List<(string name, torch.Tensor target, torch.Tensor source)>();

        private readonly List<string> mismatches = new List<string>();

        /// <summary>Compares a state_dict with the tensors to load it into.</summary>
        /// <param name="targets">The module's tensors.</param>
        /// <param name="source">The state_dict.</param>
        internal StateUpdate(IReadOnlyList<(string name, torch.Tensor tensor)> targets, IReadOnlyDictionary<string, torch.Tensor> source)
        {
            foreach ((string name, torch.Tensor target) in targets)
            {
                if (source.TryGetValue(name, out torch.Tensor value))
                {
                    Compare(name, target, value ?? throw new ArgumentException(
                        $"The state has null for '{name}': expected a tensor.", nameof(source)));
                }
                else
                {
                    Missing.Add(name);
                }
            }
            var known = new HashSet<string>(targets.Select(target => target.name));
            Unexpected.AddRange(source.Keys.Where(name => !known.Contains(name)));
        }

        /// <summary>Names that the state_dict lacks.</summary>
        internal List<string> Missing { get; } = new List<string>();

        /// <summary>Names that the module lacks.</summary>
        internal List<string> Unexpected { get; } = new List<string>();

        /// <summary>Rejects a state_dict that does not fit, with a list of everything that is wrong with it.</summary>
        /// <exception cref="TorchValueException">The state_dict does not fit.</exception>
        internal void ThrowIfItDoesNotFit(string module, bool strict)
        {
            var problems = new List<string>();
            if (strict && Unexpected.Count > 0)
            {
                problems.Add($"Unexpected key(s) in state_dict: {Quoted(Unexpected)}.");
            }
            if (strict && Missing.Count > 0)
            {
                problems.Add($"Missing key(s) in state_dict: {Quoted(Missing)}.");
            }
            problems.AddRange(mismatches);
            if (problems.Count > 0)
            {
                throw new TorchValueException(new ErrorDetails(
                    TorchErrorKind.Value,
                    $"the state_dict does not fit '{module}', which is unchanged:\n\t" + string.Join("\n\t", problems)));
            }
        }

        /// <summary>Copies the elements into the module's tensors.</summary>
        internal void Copy()
        {
            using (torch.no_grad())
            {
                foreach ((_, torch.Tensor target, torch.Tensor source) in changes)
                {
                    target.copy_(source);
                }
            }
        }

        /// <summary>The part of the state_dict for the module at a path, by the names in that module.</summary>
        internal Dictionary<string, torch.Tensor> Below(string path)
        {
            string start = path.Length == 0 ? path : path + ".";
            return changes
                .Where(change => change.name.StartsWith(start, StringComparison.Ordinal))
                .ToDictionary(change => change.name.Substring(start.Length), change => change.source);
        }

        private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

        private static string Sizes(long[] shape) => $"[{string.Join(", ", shape)}]";

        private void Compare(string name, torch.Tensor target, torch.Tensor source)
        {
            long[] wanted = target.shape;
            long[] given = source.shape;
            if (wanted.Length == 0 && given.Length == 1 && given[0] == 1)
            {
                changes.Add((name, target, source.reshape())); // PyTorch's first releases saved a number with one dimension
            }
            else if (wanted.SequenceEqual(given))
            {
                changes.Add((name, target, source));
            }
            else
            {
                mismatches.Add(
                    $"size mismatch for {name}: the given tensor has shape {Sizes(given)}, " +
                    $"the module's tensor has shape {Sizes(wanted)}.");
            }
        }
    }
}
