using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Data
{
    /// <summary>The tensors in a batch: a tensor, or those in arrays, lists, dictionaries and tuples.</summary>
    internal static class BatchTensors
    {
        /// <summary>Disposes a batch.</summary>
        internal static void Dispose(object? batch)
        {
            foreach (Tensor tensor in In(batch))
            {
                tensor.Dispose();
            }
            (batch as IDisposable)?.Dispose();
        }

        /// <summary>Takes a new batch out of its scope. Of a type that it cannot look into, it takes everything.</summary>
        internal static void Keep(object? batch, DisposeScope scope)
        {
            Tensor[] tensors = In(batch).ToArray();
            scope.MoveToOuter(tensors.Length > 0 ? tensors : scope.DisposablesView);
        }

        /// <summary>Makes a batch belong to the scope of the calling code, if there is one.</summary>
        internal static void Adopt(object? batch)
        {
            if (CurrentDisposeScope is DisposeScope scope)
            {
                scope.Attach(In(batch));
            }
        }

        private static IEnumerable<Tensor> In(object? value)
        {
            switch (value)
            {
                case Tensor tensor:
                    return new[] { tensor };
                case Batch batch:
                    return batch;
                case IDictionary dictionary:
                    return In(dictionary.Values);
                case ICollection items:
                    return items.Cast<object?>().SelectMany(In);
                case ITuple tuple:
                    return Enumerable.Range(0, tuple.Length).SelectMany(index => In(tuple[index]));
                default:
                    return Array.Empty<Tensor>();
            }
        }
    }
}
