using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace TorchSharpPy.Export
{
    /// <summary>The tensors of a result, out of the containers around them.</summary>
    internal static class ResultTensors
    {
        /// <summary>Collects them in order.</summary>
        /// <exception cref="InvalidOperationException">There is something else. The tensors are disposed.</exception>
        internal static torch.Tensor[] Of(object? result)
        {
            var tensors = new List<torch.Tensor>();
            object? other = null;
            Add(result, tensors, ref other);
            if (other == null)
            {
                return tensors.ToArray();
            }
            tensors.ForEach(tensor => tensor.Dispose());
            throw new InvalidOperationException(
                $"Expected a result of tensors alone; got a {other.GetType().Name} in it. "
                + "Call forward with an object[] for the result in its structure.");
        }

        private static void Add(object? value, List<torch.Tensor> tensors, ref object? other)
        {
            switch (value)
            {
                case null:
                    break;
                case torch.Tensor tensor:
                    tensors.Add(tensor);
                    break;
                case ITuple tuple:
                    for (int i = 0; i < tuple.Length; ++i)
                    {
                        Add(tuple[i], tensors, ref other);
                    }
                    break;
                case IDictionary dictionary:
                    foreach (object? item in dictionary.Values)
                    {
                        Add(item, tensors, ref other);
                    }
                    break;
                case IList list:
                    foreach (object? item in list)
                    {
                        Add(item, tensors, ref other);
                    }
                    break;
                default:
                    other = value;
                    break;
            }
        }
    }
}
