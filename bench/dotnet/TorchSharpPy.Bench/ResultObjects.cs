using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace TorchSharpPy.Bench
{
    /// <summary>Makes the objects that a result consists of, without a call: no call can allocate less.</summary>
    internal static class ResultObjects
    {
        private static object? last;

        internal static void Tensor() => last = NewTensor();

        internal static void Tensors()
        {
            for (int i = 0; i < 3; i++)
            {
                last = NewTensor();
            }
        }

        internal static Action Mapping(IReadOnlyList<string> keys) => () =>
        {
            var result = new Dictionary<string, torch.Tensor>(keys.Count);
            for (int i = 0; i < keys.Count; i++)
            {
                result.Add(Copy(keys[i]), NewTensor());
            }
            last = result;
        };

        internal static Action Numbers(int count) => () => last = new long[count];

        internal static Action Text(string text) => () => last = Copy(text);

        private static string Copy(string text) => new string(text.AsSpan());

        /// <summary>A tensor with nothing behind it: no constructor has run.</summary>
        private static torch.Tensor NewTensor() =>
            (torch.Tensor)RuntimeHelpers.GetUninitializedObject(typeof(torch.Tensor));
    }
}
