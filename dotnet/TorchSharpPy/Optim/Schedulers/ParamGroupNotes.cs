using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Optim
{
    /// <summary>What cyclic schedulers set in the groups of an optimizer, under PyTorch's names.</summary>
    internal sealed class ParamGroupNotes
    {
        internal const string GreatestRate = "max_lr";
        internal const string LeastRate = "min_lr";
        internal const string GreatestMomentum = "max_momentum";
        internal const string LeastMomentum = "base_momentum";

        private readonly IReadOnlyList<ParamGroup> groups;

        private ParamGroupNotes(IReadOnlyList<ParamGroup> groups)
        {
            this.groups = groups;
        }

        internal static ParamGroupNotes Of(torch.optim.Optimizer optimizer) =>
            new ParamGroupNotes((optimizer ?? throw new ArgumentNullException(nameof(optimizer))).ParamGroups);

        /// <summary>Whether the first of the group's betas is its momentum.</summary>
        internal static bool HasBetas(ParamGroup group) => group.TryGet("betas", out object? _);

        /// <summary>Sets the momentum, or the first of the betas.</summary>
        internal static void SetMomentum(ParamGroup group, double momentum)
        {
            if (group.TryGet("betas", out object? betas))
            {
                group["betas"] = (momentum, (((double, double))betas!).Item2);
            }
            else
            {
                group["momentum"] = momentum;
            }
        }

        /// <summary>What a scheduler has noted.</summary>
        /// <exception cref="InvalidOperationException">Nothing is noted under the name.</exception>
        internal static double Read(ParamGroup group, string name) =>
            group.Notes.TryGetValue(name, out object? value) && PlainNumbers.TryRead(value, out double number)
                ? number
                : throw new InvalidOperationException(
                    $"A group of the optimizer has no '{name}': create the scheduler after all groups, and load a state of the " +
                    "optimizer that was saved with this scheduler.");

        /// <summary>One number for each group; a single number is for all.</summary>
        /// <exception cref="ArgumentException">There are not as many numbers as groups.</exception>
        internal double[] ForEach(IEnumerable<double> given, string name)
        {
            double[] numbers = (given ?? throw new ArgumentNullException(name)).ToArray();
            if (numbers.Length == 1)
            {
                return Enumerable.Repeat(numbers[0], groups.Count).ToArray();
            }
            return numbers.Length == groups.Count
                ? numbers
                : throw new ArgumentException(
                    $"Expected {groups.Count} numbers, one for each group of the optimizer, got {numbers.Length}.", name);
        }

        /// <exception cref="ArgumentException">The groups have no momentum.</exception>
        internal void RequireMomentum()
        {
            if (!groups.All(group => HasBetas(group) || group.TryGet("momentum", out object? _)))
            {
                throw new ArgumentException("The optimizer has no momentum to change: pass cycle_momentum: false.");
            }
        }

        internal void SetRates(double[] rates)
        {
            for (int i = 0; i < groups.Count; i++)
            {
                groups[i].LearningRate = rates[i];
            }
        }

        /// <summary>Notes the range of momenta, and begins with the greatest.</summary>
        internal void SetMomenta(double[] least, double[] greatest)
        {
            for (int i = 0; i < groups.Count; i++)
            {
                SetMomentum(groups[i], greatest[i]);
                groups[i].Notes[GreatestMomentum] = greatest[i];
                groups[i].Notes[LeastMomentum] = least[i];
            }
        }

        /// <summary>Notes the learning rates of a single cycle.</summary>
        /// <param name="greatest">The greatest ones.</param>
        /// <param name="first">The greatest divided by this are the first ones.</param>
        /// <param name="last">The first divided by this are the last ones.</param>
        internal void NoteCycle(double[] greatest, double first, double last)
        {
            for (int i = 0; i < groups.Count; i++)
            {
                groups[i].InitialLearningRate = greatest[i] / first;
                groups[i].Notes[GreatestRate] = greatest[i];
                groups[i].Notes[LeastRate] = groups[i].InitialLearningRate / last;
            }
        }
    }
}
