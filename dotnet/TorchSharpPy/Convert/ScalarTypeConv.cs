using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>ScalarType</c> as the <c>int</c> that dtypes are in TorchScript.</summary>
    internal sealed unsafe class ScalarTypeConv : Conv<torch.ScalarType>
    {
        internal override void Put(torch.ScalarType value, NativeValue* node, ref CallFrame frame)
        {
            node->Kind = (int)NativeKind.Int;
            node->Flags = 0;
            node->I = (long)value;
        }

        internal override torch.ScalarType Take(NativeValue* node)
        {
            Expect(node, NativeKind.Int);
            return (torch.ScalarType)node->I;
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Int;
    }
}
