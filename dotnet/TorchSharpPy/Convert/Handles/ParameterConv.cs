using TorchSharpPy.Interop;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Convert
{
    /// <summary><c>Parameter</c> as <c>Tensor</c>, null as <c>None</c>.</summary>
    internal sealed unsafe class ParameterConv : Conv<Parameter?>
    {
        internal override SchemaKind Kind => SchemaKind.Tensor;

        internal override void Put(Parameter? value, NativeValue* node, ref CallFrame frame) =>
            Conv<torch.Tensor?>.Instance.Put(value, node, ref frame);

        internal override Parameter? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            Expect(node, NativeKind.Tensor);
            var parameter = new Parameter((System.IntPtr)node->Data, 0); // usually a module holds the memory too
            node->Kind = (int)NativeKind.None;
            return parameter;
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Tensor;
    }
}
