using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>
    /// An enum of libtorch, such as <c>ScalarType</c>, as the <c>int</c> that it is in TorchScript, or as the value that it is in a
    /// file of torch.save.
    /// </summary>
    /// <typeparam name="T">An enum whose numbers are an sbyte.</typeparam>
    internal sealed unsafe class NumberedEnumConv<T> : Conv<T>
        where T : unmanaged, Enum
    {
        private readonly NativeKind kindInFiles;

        internal NumberedEnumConv(NativeKind kindInFiles)
        {
            this.kindInFiles = kindInFiles;
        }

        internal override SchemaKind Kind => SchemaKind.Int;

        internal override void Put(T value, NativeValue* node, ref CallFrame frame)
        {
            Nodes.PutInt(*(sbyte*)&value, node);
            if (frame.IsForFile)
            {
                node->Kind = (int)kindInFiles;
            }
        }

        internal override T Take(NativeValue* node)
        {
            if (node->Kind != (int)kindInFiles)
            {
                Expect(node, NativeKind.Int);
            }
            var number = (sbyte)node->I;
            return number == node->I
                ? *(T*)&number
                : throw new OverflowException($"TorchScript returned an int, but {node->I} is not a value of {TypeNames.Of(typeof(T))}.");
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Int;
    }
}
