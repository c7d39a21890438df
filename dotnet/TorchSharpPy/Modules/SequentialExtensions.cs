using System;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    /// <summary>Adds pieces to a sequence whose C# type says only what they take and return.</summary>
    public static class SequentialExtensions
    {
        /// <summary>Adds a piece at the end, named by its index.</summary>
        /// <param name="sequence">The sequence.</param>
        /// <param name="module">A module.</param>
        /// <returns>The sequence.</returns>
        /// <exception cref="ArgumentException">The piece is not a module, or contains this sequence.</exception>
        public static Sequential append(this Sequential sequence, torch.nn.IModule<torch.Tensor, torch.Tensor> module) =>
            NotNull(sequence).append(Checked(module));

        /// <summary>Adds a piece at the end.</summary>
        /// <param name="sequence">The sequence.</param>
        /// <param name="name">Its name in the state_dict.</param>
        /// <param name="module">A module.</param>
        /// <returns>The sequence.</returns>
        /// <exception cref="ArgumentException">
        /// The piece is not a module, or contains this sequence, or the name is invalid or already used.
        /// </exception>
        public static Sequential append(
            this Sequential sequence, string name, torch.nn.IModule<torch.Tensor, torch.Tensor> module) =>
            NotNull(sequence).append(name, Checked(module));

        private static Sequential NotNull(Sequential sequence) => sequence ?? throw new ArgumentNullException(nameof(sequence));

        private static torch.nn.Module Checked(torch.nn.IModule<torch.Tensor, torch.Tensor> module) =>
            (module ?? throw new ArgumentNullException(nameof(module))) as torch.nn.Module ?? throw new ArgumentException(
                $"A piece of a sequence must derive from torch.nn.Module, but {module.GetType()} does not.", nameof(module));
    }
}
