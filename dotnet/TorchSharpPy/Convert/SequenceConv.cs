using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>What every C# type of <c>List[T]</c> shares; null is <c>None</c>.</summary>
    /// <typeparam name="TSequence">The C# type of the list.</typeparam>
    /// <typeparam name="T">The C# type of its elements.</typeparam>
    internal abstract unsafe class SequenceConv<TSequence, T> : Conv<TSequence?>
        where TSequence : class, IEnumerable<T>
    {
        private readonly Conv<T> element = Conv<T>.Instance;

        internal override void Put(TSequence? value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null)
            {
                node->Kind = (int)NativeKind.None;
                node->Flags = 0;
                return;
            }
            element.PutMany(value as T[] ?? value.ToArray(), node, ref frame);
        }

        internal override TSequence? Take(NativeValue* node) =>
            node->Kind == (int)NativeKind.None ? null : Wrap(element.TakeMany(node));

        /// <summary>Turns fresh elements into the C# type of the list.</summary>
        private protected abstract TSequence Wrap(T[] elements);

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.List && element.Accepts(type.Contained[0], direction);
    }

    /// <summary><c>T[]</c> as <c>List[T]</c>.</summary>
    internal sealed class ArrayConv<T> : SequenceConv<T[], T>
    {
        private protected override T[] Wrap(T[] elements) => elements;
    }

    /// <summary><c>List&lt;T&gt;</c> as <c>List[T]</c>.</summary>
    internal sealed class ListConv<T> : SequenceConv<List<T>, T>
    {
        private protected override List<T> Wrap(T[] elements) => new List<T>(elements);
    }

    /// <summary>An interface that arrays implement, such as <c>IReadOnlyList&lt;T&gt;</c>, as <c>List[T]</c>.</summary>
    internal sealed class SequenceInterfaceConv<TSequence, T> : SequenceConv<TSequence, T>
        where TSequence : class, IEnumerable<T>
    {
        private protected override TSequence Wrap(T[] elements) => (TSequence)(object)elements;
    }
}
