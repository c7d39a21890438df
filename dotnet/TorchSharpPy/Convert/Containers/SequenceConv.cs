using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>Base of the converters for <c>List[T]</c>; null is <c>None</c>.</summary>
    /// <typeparam name="TSequence">The C# type of the list.</typeparam>
    /// <typeparam name="T">The C# type of its elements.</typeparam>
    internal abstract unsafe class SequenceConv<TSequence, T> : Conv<TSequence?>
        where TSequence : class, IEnumerable<T>
    {
        private readonly Conv<T> element = Conv<T>.Instance;

        internal override SchemaKind Kind => SchemaKind.List;

        /// <summary>The converter of the elements.</summary>
        private protected Conv<T> Element => element;

        internal override void Put(TSequence? value, NativeValue* node, ref CallFrame frame)
        {
            switch (value)
            {
                case null:
                    Nodes.PutNone(node);
                    break;
                case T[] array:
                    element.PutMany(array, node, ref frame);
                    break;
                case ICollection<T> collection:
                    PutCopy(collection, node, ref frame);
                    break;
                default:
                    element.PutMany(value.ToArray(), node, ref frame);
                    break;
            }
        }

        internal override TSequence? Take(NativeValue* node) =>
            node->Kind == (int)NativeKind.None ? null : TakeItems(node);

        /// <summary>The list in a node that is not <c>None</c>.</summary>
        private protected abstract TSequence TakeItems(NativeValue* node);

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.List && element.Accepts(type.Contained[0], direction);

        private protected override string? ExplainPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.List ? element.Explain(type.Contained[0], direction) : null;

        // Copied through an array of the pool, which the next call uses again.
        private void PutCopy(ICollection<T> values, NativeValue* node, ref CallFrame frame)
        {
            int count = values.Count;
            T[] copy = ArrayPool<T>.Shared.Rent(count);
            try
            {
                values.CopyTo(copy, 0);
                element.PutMany(new ReadOnlySpan<T>(copy, 0, count), node, ref frame);
            }
            finally
            {
                ArrayPool<T>.Shared.Return(copy, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            }
        }
    }

    /// <summary><c>T[]</c> as <c>List[T]</c>.</summary>
    internal sealed unsafe class ArrayConv<T> : SequenceConv<T[], T>
    {
        private protected override T[] TakeItems(NativeValue* node) => Element.TakeMany(node);
    }

    /// <summary><c>List&lt;T&gt;</c> as <c>List[T]</c>.</summary>
    internal sealed unsafe class ListConv<T> : SequenceConv<List<T>, T>
    {
        private protected override List<T> TakeItems(NativeValue* node)
        {
            var values = new List<T>(Nodes.IsList(node) ? checked((int)node->Size) : 0);
            Element.TakeInto(values, node);
            return values;
        }
    }

    /// <summary>An interface that arrays implement, such as <c>IReadOnlyList&lt;T&gt;</c>, as <c>List[T]</c>.</summary>
    internal sealed unsafe class SequenceInterfaceConv<TSequence, T> : SequenceConv<TSequence, T>
        where TSequence : class, IEnumerable<T>
    {
        private protected override TSequence TakeItems(NativeValue* node) => (TSequence)(object)Element.TakeMany(node);
    }
}
