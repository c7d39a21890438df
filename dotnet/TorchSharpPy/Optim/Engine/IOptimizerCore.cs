using System;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>What an optimizer keeps and does; groups are known by their numbers.</summary>
    internal interface IOptimizerCore : IDisposable
    {
        /// <summary>Adds a group of parameters with all its options.</summary>
        void AddGroup((torch.Tensor[] parameters, IReadOnlyDictionary<string, object?> options) group);

        /// <summary>The parameters of a group, as new handles.</summary>
        torch.Tensor[] Parameters(int group);

        /// <summary>The options of a group.</summary>
        Dictionary<string, object?> Options(int group);

        /// <summary>An option of a group; false if the group has no such option.</summary>
        bool TryGetOption(int group, string option, out object? value);

        /// <summary>Sets an option of a group.</summary>
        void SetOption(int group, string option, object? value);

        /// <summary>Removes the gradients, or fills them with zeros.</summary>
        void ZeroGrad(bool setToNone);

        /// <summary>Makes one step.</summary>
        /// <param name="closure">Computes the loss and its gradients; null if the gradients already exist.</param>
        /// <returns>The loss that the closure returned.</returns>
        torch.Tensor? Step(Func<torch.Tensor>? closure);
    }
}
