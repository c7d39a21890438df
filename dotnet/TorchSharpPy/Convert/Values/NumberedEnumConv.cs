using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>An enum of libtorch, such as <c>ScalarType</c>, as the <c>int</c> that it is in TorchScript.</summary>
    /// <typeparam name="T">An enum whose numbers are an sbyte.</typeparam>
    internal sealed unsafe class NumberedEnumConv<T> : Conv<T>
        where T : unmanaged, Enum
    {
        internal override SchemaKind Kind => SchemaKind.Int;

        internal override void Put(T value, NativeValue* node, ref CallFrame frame) => Nodes.PutInt(*(sbyte*)&value, node);

        internal override T Take(NativeValue* node)
        {
            Expect(node, NativeKind.Int);
            var number = (sbyte)node->I;
            return number == node->I
                ? *(T*)&number
                : throw new OverflowException($"TorchScript returned an int, but {node->I} is not a value of {TypeNames.Of(typeof(T))}.");
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Int;
    }
}
