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

        /// <summary>Takes a new batch out of its scope. If there is something that it cannot look into, it takes everything.</summary>
        internal static void Keep(object? batch, DisposeScope scope)
        {
            var tensors = new List<Tensor>();
            scope.MoveToOuter(Collect(batch, tensors) ? tensors : scope.DisposablesView);
        }

        /// <summary>Makes a batch belong to the scope of the calling code, if there is one.</summary>
        internal static void Adopt(object? batch)
        {
            if (CurrentDisposeScope is DisposeScope scope)
            {
                scope.Attach(In(batch));
            }
        }

        private static List<Tensor> In(object? batch)
        {
            var tensors = new List<Tensor>();
            Collect(batch, tensors);
            return tensors;
        }

        /// <summary>Adds the tensors in a value.</summary>
        /// <returns>False if there may be others, in something of a type that is not known.</returns>
        private static bool Collect(object? value, List<Tensor> tensors)
        {
            switch (value)
            {
                case null:
                    return true;
                case Tensor tensor:
                    tensors.Add(tensor);
                    return true;
                case Batch batch:
                    tensors.AddRange(batch);
                    return true;
                case IDictionary dictionary:
                    return CollectAll(dictionary.Values, tensors);
                case ICollection items:
                    return HasOnlyPlain(items.GetType()) || CollectAll(items, tensors);
                case ITuple tuple:
                    return CollectAll(Enumerable.Range(0, tuple.Length).Select(index => tuple[index]), tensors);
                default:
                    return IsPlain(value.GetType());
            }
        }

        private static bool CollectAll(IEnumerable items, List<Tensor> tensors)
        {
            bool isAll = true;
            foreach (object? item in items)
            {
                isAll &= Collect(item, tensors);
            }
            return isAll;
        }

        /// <summary>Whether the items of a collection need no look, because of their type.</summary>
        private static bool HasOnlyPlain(Type collection)
        {
            Type[] items = collection.IsArray ? new[] { collection.GetElementType() } : collection.GetGenericArguments();
            return items.Length > 0 && items.All(IsPlain);
        }

        private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal);
    }
}
