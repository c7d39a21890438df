using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>A value tuple as <c>Tuple[...]</c>. The eighth C# item is the tuple of all further ones.</summary>
    internal abstract unsafe class TupleConv<T> : Conv<T>
    {
        internal override SchemaKind Kind => SchemaKind.Tuple;

        /// <summary>How many items it has, including those of its rest.</summary>
        internal abstract int Count { get; }

        /// <summary>Fills <see cref="Count"/> argument nodes.</summary>
        internal abstract void PutItems(in T value, NativeValue* items, ref CallFrame frame);

        /// <summary>Takes <see cref="Count"/> items that are <paramref name="step"/> nodes apart.</summary>
        internal abstract T TakeItems(NativeValue* items, int step);

        /// <summary>Whether the items from <paramref name="first"/> on fit the tuple's.</summary>
        internal abstract bool AcceptsItems(SchemaType tuple, int first, Direction direction);

        internal override void Put(T value, NativeValue* node, ref CallFrame frame)
        {
            NativeValue* items = frame.AllocateNodes(Count);
            PutItems(value, items, ref frame);
            CallFrame.PutItems(node, NativeKind.Tuple, items, Count);
        }

        internal override T Take(NativeValue* node)
        {
            bool named = node->Kind == (int)NativeKind.NamedTuple;
            if (!named)
            {
                Expect(node, NativeKind.Tuple);
            }
            if (node->Size != Count)
            {
                throw new TorchTypeException(
                    $"TorchScript returned a tuple of {node->Size} items: expected {TypeNames.Of(typeof(T))}.");
            }
            return named
                ? TakeItems(Nodes.Children(node) + 1, 2) // each after its name
                : TakeItems(Nodes.Children(node), 1);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Tuple && type.Contained.Count == Count && AcceptsItems(type, 0, direction);

        private protected override string? ExplainPlain(SchemaType type, Direction direction)
        {
            if (type.Kind != SchemaKind.Tuple || type.Contained.Count != Count)
            {
                return null;
            }
            int next = 0;
            foreach (Type item in TypeNames.TupleItems(typeof(T)))
            {
                if (Of(item).Explain(type.Contained[next++], direction) is string why)
                {
                    return why;
                }
            }
            return null;
        }
    }

    /// <summary>The tuple of no items.</summary>
    internal sealed unsafe class TupleConv0 : TupleConv<ValueTuple>
    {
        internal override int Count => 0;

        internal override void PutItems(in ValueTuple value, NativeValue* items, ref CallFrame frame)
        {
        }

        internal override ValueTuple TakeItems(NativeValue* items, int step) => default;

        internal override bool AcceptsItems(SchemaType tuple, int first, Direction direction) => true;
    }
}
