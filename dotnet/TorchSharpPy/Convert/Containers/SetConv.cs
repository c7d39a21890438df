using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>HashSet&lt;T&gt;</c> as <c>set</c> in a file of torch.save, and as <c>List[T]</c> in arguments.</summary>
    internal sealed unsafe class SetConv<T> : SequenceConv<HashSet<T>, T>
    {
        internal override void Put(HashSet<T>? value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null || !frame.IsForFile)
            {
                base.Put(value, node, ref frame);
                return;
            }
            T[] values = value.ToArray();
            NativeValue* items = frame.AllocateNodes(values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                Element.Put(values[i], items + i, ref frame);
            }
            CallFrame.PutItems(node, NativeKind.Set, items, values.Length);
        }

        private protected override HashSet<T> TakeItems(NativeValue* node) => new HashSet<T>(Element.TakeMany(node));

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            direction == Direction.Argument && base.AcceptsPlain(type, direction);
    }
}
