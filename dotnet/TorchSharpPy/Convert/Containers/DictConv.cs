using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>Every C# type for <c>Dict[K, V]</c>, in its order; null is <c>None</c>.</summary>
    /// <typeparam name="TDict">The C# type of the dictionary: Dictionary, or an interface of it.</typeparam>
    /// <typeparam name="TKey">The C# type of its keys.</typeparam>
    /// <typeparam name="TValue">The C# type of its values.</typeparam>
    internal sealed unsafe class DictConv<TDict, TKey, TValue> : Conv<TDict?>
        where TDict : class, IEnumerable<KeyValuePair<TKey, TValue>>
        where TKey : notnull
    {
        private readonly Conv<TKey> key = Conv<TKey>.Instance;
        private readonly Conv<TValue> mapped = Conv<TValue>.Instance;
        private readonly IEqualityComparer<TKey>? comparer = TensorIdentity.Instance as IEqualityComparer<TKey>;

        internal override SchemaKind Kind => SchemaKind.Dict;

        internal override void Put(TDict? value, NativeValue* node, ref CallFrame frame)
        {
            switch (value)
            {
                case null:
                    Nodes.PutNone(node);
                    break;
                case Dictionary<TKey, TValue> dictionary:
                    PutDictionary(dictionary, node, ref frame);
                    break;
                default:
                    PutPairs(value, node, ref frame);
                    break;
            }
        }

        internal override TDict? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            Expect(node, NativeKind.Dict);
            int count = checked((int)node->Size);
            var dictionary = new Dictionary<TKey, TValue>(count, comparer);
            NativeValue* pair = Nodes.Children(node);
            for (int i = 0; i < count; i++, pair += 2)
            {
                TKey item = key.Take(pair);
                if (!dictionary.TryAdd(item, mapped.Take(pair + 1)))
                {
                    throw DictKeys.Twice(item, typeof(TDict));
                }
            }
            return (TDict)(object)dictionary;
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Dict &&
            key.Accepts(type.Contained[0], direction) &&
            mapped.Accepts(type.Contained[1], direction);

        private protected override string? ExplainPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Dict ? mapped.Explain(type.Contained[1], direction) : null;

        // The dictionary's enumerator is a struct, so nothing is allocated.
        private void PutDictionary(Dictionary<TKey, TValue> pairs, NativeValue* node, ref CallFrame frame)
        {
            int count = pairs.Count;
            NativeValue* next = PutHead(count, node, ref frame);
            NativeValue* end = next + (2 * count);
            foreach (KeyValuePair<TKey, TValue> pair in pairs)
            {
                PutPair(pair, ref next, end, ref frame);
            }
            node->Size = count - ((end - next) / 2); // removing does not end the enumeration
        }

        private void PutPairs(TDict pairs, NativeValue* node, ref CallFrame frame)
        {
            int count = pairs is IReadOnlyCollection<KeyValuePair<TKey, TValue>> sized
                ? sized.Count
                : ((ICollection<KeyValuePair<TKey, TValue>>)pairs).Count;
            NativeValue* next = PutHead(count, node, ref frame);
            NativeValue* end = next + (2 * count);
            foreach (KeyValuePair<TKey, TValue> pair in pairs)
            {
                PutPair(pair, ref next, end, ref frame);
            }
            node->Size = count - ((end - next) / 2); // it may have shrunk
        }

        private void PutPair(in KeyValuePair<TKey, TValue> pair, ref NativeValue* next, NativeValue* end, ref CallFrame frame)
        {
            if (next == end)
            {
                throw new InvalidOperationException("The dictionary grew while its entries were read: do not change it during the call.");
            }
            key.Put(pair.Key, next++, ref frame);
            mapped.Put(pair.Value, next++, ref frame);
        }

        private NativeValue* PutHead(int count, NativeValue* node, ref CallFrame frame)
        {
            NativeValue* pairs = frame.AllocateNodes(checked(2 * count));
            CallFrame.PutItems(node, NativeKind.Dict, pairs, count, Nodes.Flags(key.Kind, mapped.Kind));
            return pairs;
        }
    }
}
