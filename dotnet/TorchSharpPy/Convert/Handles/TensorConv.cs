using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>Tensor</c> as <c>Tensor</c>, null as <c>None</c>.</summary>
    internal sealed unsafe class TensorConv : Conv<torch.Tensor?>
    {
        internal override SchemaKind Kind => SchemaKind.Tensor;

        internal override void Put(torch.Tensor? value, NativeValue* node, ref CallFrame frame)
        {
            node->Flags = 0;
            if (value is null)
            {
                node->Kind = (int)NativeKind.None;
                return;
            }
            node->Kind = (int)NativeKind.Tensor;
            node->Data = (void*)frame.Hold(value);
        }

        internal override torch.Tensor? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            Expect(node, NativeKind.Tensor);
            var tensor = new torch.Tensor((System.IntPtr)node->Data, node->Size);
            node->Kind = (int)NativeKind.None;
            return tensor;
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Tensor;
    }
}
