using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Attention
{
    /// <summary>The layers of an encoder or decoder: copies of one layer, as in PyTorch.</summary>
    internal static class TransformerCopies
    {
        /// <summary>Makes a list of copies.</summary>
        /// <param name="layer">The layer, which stays the caller's.</param>
        /// <param name="count">How many.</param>
        /// <param name="make">Makes a layer without memory for weights.</param>
        internal static ModuleList<T> Of<T>(T layer, long count, Func<T> make)
            where T : torch.nn.Module
        {
            if (count < 1 || count > int.MaxValue)
            {
                throw new ArgumentOutOfRangeException("num_layers", count, "The number of layers must be positive.");
            }
            var copies = new ModuleList<T>(Enumerable.Empty<T>());
            for (long i = 0; i < count; i++)
            {
                copies.Add(Copy(layer, make()));
            }
            return copies;
        }

        private static T Copy<T>(T layer, T copy)
            where T : torch.nn.Module
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Dictionary<string, torch.Tensor> state =
                layer.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
            Parameter[] empty = copy.parameters().ToArray();
            copy.load_state_dict(state, assign: true);
            foreach (Parameter replaced in empty.Except(copy.parameters(), TensorIdentity.Instance))
            {
                replaced.Dispose();
            }
            foreach ((string name, Parameter parameter) in layer.named_parameters())
            {
                copy.get_parameter(name).requires_grad = parameter.requires_grad;
            }
            copy.train(layer.training);
            return copy;
        }
    }
}
