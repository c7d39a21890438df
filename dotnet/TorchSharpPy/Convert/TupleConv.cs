using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>A value tuple as <c>Tuple[...]</c>. The eighth C# item is the tuple of all further ones.</summary>
    internal abstract unsafe class TupleConv<T> : Conv<T>
    {
        /// <summary>How many items it has, those of its rest included.</summary>
        internal abstract int Count { get; }

        /// <summary>Fills <see cref="Count"/> argument nodes.</summary>
        internal abstract void PutItems(in T value, NativeValue* items, ref CallFrame frame);

        /// <summary>Takes <see cref="Count"/> items.</summary>
        internal abstract T TakeItems(NativeValue* items);

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
            Expect(node, NativeKind.Tuple);
            if (node->Size != Count)
            {
                throw new TorchTypeException(
                    $"TorchScript returned a tuple of {node->Size} items, which is no {TypeNames.Of(typeof(T))}.");
            }
            return TakeItems((NativeValue*)node->Data);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Tuple && type.Contained.Count == Count && AcceptsItems(type, 0, direction);
    }
}
