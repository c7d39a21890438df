using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>Lists of tensors as arguments of native functions that are not operators.</summary>
    internal static unsafe class TensorLists
    {
        /// <summary>A list without gaps; null stays null.</summary>
        /// <param name="tensors">The tensors.</param>
        /// <param name="name">What the caller calls them, for the error.</param>
        /// <param name="frame">Holds the tensors and the list.</param>
        /// <exception cref="ArgumentException">One of the tensors is null.</exception>
        internal static NativeValue* Put(IEnumerable<torch.Tensor>? tensors, string name, ref CallFrame frame)
        {
            torch.Tensor[]? given = tensors?.ToArray();
            if (given != null && given.Any(tensor => tensor is null))
            {
                throw new ArgumentException($"A tensor in {name} is null.", name);
            }
            return PutWithGaps(given, ref frame);
        }

        /// <summary>A list whose items may be null for no tensor; null stays null.</summary>
        internal static NativeValue* PutWithGaps(IEnumerable<torch.Tensor?>? tensors, ref CallFrame frame)
        {
            if (tensors == null)
            {
                return null;
            }
            NativeValue* node = frame.AllocateNodes(1);
            Conv<torch.Tensor?>.Instance.PutMany(tensors.ToArray(), node, ref frame);
            return node;
        }
    }
}
